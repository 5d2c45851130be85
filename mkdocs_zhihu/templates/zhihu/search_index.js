/* mkdocs-zhihu: reads the index that `search/index.py` writes. No document, no dialog: runs in Node as well.
   A classic script, because pages opened from disk may not load modules. */
globalThis.zhihuSearchIndex = (() => {
const UNSEEN = /[\u00ad\u200b\u2060\ufeff]/g;
const BLANKS = /[\s\x1c-\x1f\x85]+/g; // Python's white space
const CLUSTERS = /\P{M}\p{M}*|\p{M}+/gu;
const PAIR = 65536;
const WINDOW = 17; // characters of a phrase that surely lie in one passage
const BEFORE = 24;
const EXCERPT = 110;
const MOST = 16; // candidates looked at together
const KEPT = 400; // shards and groups in memory

const BETWEEN_NAMES = "\0";
const HAN = /\p{Script=Han}/gu;

/** Gives texts one spelling for letters that differ in case, width, script or form: `search/folding.py`. */
class Folder {
  #variants;

  /** `variants` are pairs of characters: traditional, simplified. */
  constructor(variants) {
    const characters = [...variants];
    this.#variants = new Map();
    for (let at = 0; at < characters.length; at += 2) this.#variants.set(characters[at], characters[at + 1]);
  }

  /** A text with its blanks as they are. */
  spell(text) {
    const folded = text.replace(UNSEEN, "").normalize("NFKC").toUpperCase().toLowerCase().replaceAll("ς", "σ");
    return this.#variants.size ? folded.replace(HAN, (one) => this.#variants.get(one) ?? one) : folded;
  }

  fold(text) {
    return this.spell(text).replace(BLANKS, " ").trim();
  }
}

/** Reads the codes of `search/bit_codes.py`, of at most 24 bits after the one. */
class Bits {
  #bytes;
  #end;
  #at = 0;

  constructor(bytes) {
    this.#end = bytes.length * 8;
    this.#bytes = new Uint8Array(bytes.length + 4);
    this.#bytes.set(bytes);
  }

  /** The next 25 bits and more, first bit highest. */
  #peek() {
    const [bytes, byte] = [this.#bytes, this.#at >> 3];
    const word = (bytes[byte] << 24) | (bytes[byte + 1] << 16) | (bytes[byte + 2] << 8) | bytes[byte + 3];
    return word << (this.#at & 7);
  }

  /** Zeros up to the next one; -1 at the end. */
  zeros() {
    const start = this.#at;
    while (this.#at < this.#end) {
      const zeros = Math.clz32(this.#peek());
      if (zeros < 25) {
        this.#at += zeros + 1;
        return this.#at - start - 1;
      }
      this.#at += 25;
    }
    return -1;
  }

  number(width) {
    const value = width ? this.#peek() >>> (32 - width) : 0;
    this.#at += width;
    return value;
  }

  gamma() {
    const width = this.zeros();
    return width < 0 ? 0 : 2 ** width + this.number(width);
  }

  /** An ascending list of `count` numbers below `total`. */
  list(count, total) {
    const width = count ? 31 - Math.clz32(Math.max(1, Math.floor(total / count))) : 0;
    const numbers = new Uint32Array(count);
    for (let index = 0, last = -1; index < count; index++) {
      last += 1 + this.zeros() * 2 ** width + this.number(width);
      numbers[index] = last;
    }
    return numbers;
  }
}

/** The entries of a shard by pair: which passages have it, and which of them in the title. */
function readShard(bytes, total) {
  const entries = new Map();
  const bits = new Bits(bytes);
  let first = 0;
  let second = -1;
  for (let step = bits.gamma(); step; step = bits.gamma()) {
    if (step > 1) second = -1;
    first += step - 1;
    second += bits.gamma();
    const [count, titles] = [bits.gamma(), bits.gamma() - 1];
    entries.set(first * PAIR + second, [bits.list(count, total), bits.list(titles, total)]);
  }
  return entries;
}

const intersect = (lists) =>
  lists
    .sort((one, other) => one.length - other.length)
    .reduce((common, list) => {
      let at = 0;
      return common.filter((number) => {
        while (list[at] < number) at++;
        return list[at] === number;
      });
    });

const unite = (lists) => Uint32Array.from(new Set(lists.flatMap((list) => [...list]))).sort();

/** The last index whose value is not above `wanted`. */
function findLast(values, wanted) {
  let [low, high] = [0, values.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (values[middle] <= wanted) low = middle;
    else high = middle;
  }
  return low;
}

/** Parts of a text around the first needle, as written: `[text, whether it is a needle]`. */
function cutExcerpt(folder, text, needles, before = BEFORE, length = EXCERPT) {
  const folded = folder.fold(text);
  const spans = findSpans(folded, needles);
  const offsets = mapOffsets(folder, text, folded);
  const written = offsets ? text : folded;
  const at = (offset) => (offsets ? offsets[offset] : offset);
  let from = spans.length ? Math.max(0, at(spans[0][0]) - before) : 0;
  let to = Math.min(written.length, from + length);
  const isLow = (index) => /[\udc00-\udfff]/.test(written[index] ?? "");
  if (isLow(from)) from--;
  if (isLow(to)) to++;
  const parts = [];
  if (from > 0) parts.push(["…", false]);
  let last = from;
  for (const span of spans) {
    const [start, end] = [at(span[0]), Math.min(to, at(span[1]))];
    if (start >= to) break;
    if (start > last) parts.push([written.slice(last, start), false]);
    if (end > Math.max(start, last)) parts.push([written.slice(Math.max(start, last), end), true]);
    last = Math.max(last, end);
  }
  if (last < to) parts.push([written.slice(last, to), false]);
  if (to < written.length) parts.push(["…", false]);
  return parts;
}

function findSpans(folded, needles) {
  const spans = [];
  for (const needle of needles)
    for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, at + needle.length))
      spans.push([at, at + needle.length]);
  return spans.sort((one, other) => one[0] - other[0]);
}

/** Where each place of the folded text stands in the text; null if it cannot be told, as for loose jamo. */
function mapOffsets(folder, text, folded) {
  const offsets = new Uint32Array(folded.length + 1).fill(text.length);
  let length = 0;
  for (const { 0: cluster, index } of text.matchAll(CLUSTERS)) {
    const spelling = folder.spell(cluster).replace(BLANKS, " ");
    if (!folded.startsWith(spelling, length)) return null;
    offsets.fill(index, length, length + spelling.length);
    length += spelling.length;
  }
  return length === folded.length ? offsets : null;
}

/** One search: candidates have every pair of characters, results have the needles themselves. */
class Search {
  #index;
  #needles;
  #waiting;
  #rest;
  #ready = [];
  #seen = new Set();
  #checked = 0;
  #checking = Promise.resolve();

  constructor(index, needles, candidates, titles) {
    this.#index = index;
    this.#needles = needles;
    this.#waiting = Array.from(titles);
    this.#rest = Array.from(candidates);
    this.isPhrase = needles.length === 1;
    /** Whether every candidate is a result: a pair of characters is its own proof. */
    this.isExact = this.isPhrase && [...needles[0]].length <= 2;
    /** At most so many results. */
    this.limit = candidates.length;
    /** So many were found. */
    this.found = 0;
    this.#goOn();
  }

  get isComplete() {
    return !this.#waiting.length;
  }

  /**
   * At least one and at most `count` results, none at the end; titles first:
   * `{document, title, url, excerpt, names, year}`; texts are in parts, see `cutExcerpt`.
   */
  async next(count) {
    await this.hasResults(count);
    return this.#ready.splice(0, count).map((post) => this.#show(post));
  }

  /** Whether there are more results; `count` of them will be asked for. */
  async hasResults(count) {
    while (!this.#ready.length && !this.isComplete) await this.check(count);
    return this.#ready.length > 0;
  }

  /** Look for `count` results among the next candidates, after those that are looked at already. */
  check(count) {
    const checked = this.#checking.then(() => this.#check(count));
    this.#checking = checked.catch(() => {}); // the caller gets the error, and the next check reads the same candidates
    return checked;
  }

  /** As many as should have them, going by those before. */
  async #check(count) {
    const share = (this.found + 1) / (this.#checked + 1);
    const isTitle = this.#rest !== null;
    const documents = this.#waiting.slice(0, Math.min(MOST, Math.ceil(count / share)));
    const posts = await Promise.all(documents.map((document) => this.#index.post(document)));
    this.#waiting.splice(0, documents.length);
    for (const post of posts) {
      const { title, text, names } = post;
      const texts = (isTitle ? [title] : [title, text, ...names]).map((one) => this.#index.folder.fold(one));
      if (this.#needles.every((needle) => texts.some((text) => text.includes(needle)))) {
        this.#seen.add(post.document);
        this.#ready.push(post);
        this.found++;
      } else if (!isTitle) this.limit--;
    }
    this.#checked += posts.length;
    this.#goOn();
    if (this.isComplete) this.limit = this.found;
  }

  /** After the titles, the other candidates. */
  #goOn() {
    if (this.#waiting.length || !this.#rest) return;
    this.#waiting = this.#rest.filter((document) => !this.#seen.has(document));
    this.#rest = null;
  }

  #show({ document, url, title, text, names }) {
    const { year, paths } = this.#index.facts(document);
    const whole = (name) => cutExcerpt(this.#index.folder, name, this.#needles, Infinity, Infinity);
    const isNamed = (name) => this.#needles.some((needle) => this.#index.folder.fold(name).includes(needle));
    const shown = [names[0], paths.at(-1)?.join(" / ")].filter(Boolean);
    const more = names.slice(1).filter((name) => isNamed(name) && !shown.some((one) => one.includes(name)));
    return {
      document,
      url,
      title: whole(title),
      excerpt: cutExcerpt(this.#index.folder, text, this.#needles),
      names: [...shown, ...more].map(whole),
      year,
    };
  }
}

class SearchIndex {
  #load;
  #manifest;
  #numbers;
  #firsts;
  #owners;
  #characters;
  #dictionary;
  #shards = new Map();
  #groups = new Map();

  /** `load(name, version)` gives the bytes of a file; the version is unknown for the manifest. */
  constructor(load) {
    this.#load = load;
  }

  async open() {
    const [manifest, dictionary] = await Promise.all(["manifest.bin", "dictionary.bin"].map((name) => this.#load(name)));
    this.#dictionary = await inflate(dictionary);
    this.#manifest = JSON.parse(new TextDecoder().decode(await inflate(manifest)));
    const { alphabet, variants, shards, passages } = this.#manifest;
    this.folder = new Folder(variants);
    this.#characters = [...alphabet];
    this.#numbers = new Map(this.#characters.map((character, number) => [character, number]));
    this.#firsts = shards.map(([first, second]) => first * PAIR + second);
    this.#owners = Uint32Array.from(passages.flatMap((count, document) => Array(count).fill(document)));
    return this;
  }

  facts(document) {
    const { paths, sets, set, year } = this.#manifest;
    return { year: year[document], paths: sets[set[document]].map((number) => paths[number]) };
  }

  /** Years and category paths that some documents have, in order: `{years, paths: [[number, names]]}`. */
  facets() {
    const { paths, year } = this.#manifest;
    const years = [...new Set(year)].sort((one, other) => other - one);
    return { years, paths: [...paths.entries()] };
  }

  /** Posts that contain the words as one phrase; if there is none, those that contain each of them. */
  async search(query, filter = {}) {
    const phrase = this.folder.fold(query);
    const words = phrase.split(" ");
    const search = await this.#find([phrase], filter);
    return words.length === 1 || (await search.hasResults(1)) ? search : this.#find(words, filter);
  }

  async post(document) {
    const number = findLast(this.#manifest.groups, document);
    const lines = await this.#keep(this.#groups, number, () => this.#readGroup(number));
    const [title, url, text, own] = lines.slice((document - this.#manifest.groups[number]) * 4);
    const names = [...own.split(BETWEEN_NAMES), ...new Set(this.facts(document).paths.flat())];
    return { document, title, url, text, names };
  }

  async #find(needles, { category = null, year = null }) {
    const lists = await Promise.all(needles.map((needle) => this.#documents(needle)));
    const { sets, set, year: years } = this.#manifest;
    const isWanted = (document) =>
      (year === null || years[document] === year) &&
      (category === null || sets[set[document]].includes(category));
    const [anywhere, titles] = [0, 1].map((place) => intersect(lists.map((pair) => pair[place])).filter(isWanted));
    return new Search(this, needles, anywhere, titles);
  }

  /** Documents, and titles, that may have the needle: each window of it has all its pairs in one passage. */
  async #documents(needle) {
    const numbers = [...needle].map((character) => this.#numbers.get(character));
    if (!numbers.length || numbers.includes(undefined)) return [new Uint32Array(), new Uint32Array()];
    if (numbers.length === 1) return this.#own(await this.#startingWith(numbers[0]));
    const pairs = numbers.slice(1).map((second, index) => numbers[index] * PAIR + second);
    const entries = await Promise.all(
      pairs.map(async (pair) => (await this.#shard(findLast(this.#firsts, pair))).get(pair) ?? [[], []]),
    );
    const windows = Array.from({ length: Math.max(1, entries.length - WINDOW + 2) }, (_, start) => {
      const window = entries.slice(start, start + WINDOW - 1);
      return this.#own([0, 1].map((place) => intersect(window.map((entry) => entry[place]))));
    });
    return [0, 1].map((place) => intersect(windows.map((window) => window[place])));
  }

  /** The documents of some lists of passages. */
  #own(lists) {
    return lists.map((list) => Uint32Array.from(new Set(list.map((passage) => this.#owners[passage]))));
  }

  async #startingWith(number) {
    const [low, high] = [number * PAIR, (number + 1) * PAIR];
    const [first, last] = [findLast(this.#firsts, low), findLast(this.#firsts, high - 1)];
    const shards = await Promise.all(
      Array.from({ length: last - first + 1 }, (_, index) => this.#shard(first + index)),
    );
    const entries = shards.flatMap((shard) => [...shard].filter(([pair]) => pair >= low && pair < high));
    return [0, 1].map((place) => unite(entries.map(([, entry]) => entry[place])));
  }

  #shard(number) {
    return this.#keep(this.#shards, number, async () =>
      readShard(await this.#load(`s${number}.bin`, this.#manifest.version), this.#owners.length),
    );
  }

  async #readGroup(number) {
    const bytes = await inflate(await this.#load(`g${number}.bin`, this.#manifest.version), this.#dictionary);
    const { single } = this.#manifest;
    const text = [];
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at];
      text.push(this.#characters[byte < single ? byte : single + (byte - single) * 256 + bytes[++at]]);
    }
    return text.join("").split("\n");
  }

  /** What a cache holds or `make` gives; a failure is not kept, and neither is what is too much. */
  #keep(cache, key, make) {
    if (!cache.has(key)) {
      if (cache.size >= KEPT) cache.delete(cache.keys().next().value);
      const made = make();
      made.catch(() => cache.delete(key));
      cache.set(key, made);
    }
    return cache.get(key);
  }
}

/** Inflate what was deflated with a dictionary: as if that stood before it, in a block that is only stored. */
async function inflate(bytes, dictionary = new Uint8Array()) {
  const { length } = dictionary;
  const head = Uint8Array.of(0, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255);
  const stream = new Blob([head, dictionary, bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer()).subarray(length);
}

return { Folder, SearchIndex, cutExcerpt };
})();
