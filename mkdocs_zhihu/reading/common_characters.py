"""The most frequent characters of languages: a wrong reading of a text has few of them."""

SIMPLIFIED = frozenset(
    "的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没"
    "日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美"
    "点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东海口使教西再平真听世气信北少关并"
    "内加化由却代产入先山五太水万市体别处总场书比员性通目报立难数件安表原车白应路期常提感金何更反合做系计或受光果及今务制解各任"
    "物记边接它特题字请让认算义怎元结指思非每变条传设版网读章标签写链图片页"
)
"""Of Chinese; half of it is Japanese too."""
TRADITIONAL = SIMPLIFIED | frozenset(
    "這來個國說們為時會過學對裡裏後麼沒於還發當開無經頭從動兩長樣現將與進實點種聲話兒問機給幾業間電門東聽氣關並產萬體別處總場書"
    "員報難數車應計務記邊題請讓認義結變條傳設網讀標籤寫鏈圖頁"
)
KANJI = frozenset(
    "日一人大年中会国出行時上分生事者間社方地自場子前手部東学業見金本合名内同用長新高回体気定当表作使代理最全入文主力書変新必要対実"
    "後来話思言今何度私家心物目知食開関数字指示無有効設更加選択接続名情報操成不正能可意処終始現在引取存除追形式様点次小語問題"
)
"""Of Japanese, besides its kana."""
SYLLABLES = frozenset(
    "이다는의가을를에고하지은도한기로서사리자나어수인시그아있대정일스해라전과보부장만주제니게없들세구소원성상비야여으면할것거공동유조안진"
    "모무요오생되우중방마연관신문경용파트드실저적행된호명로습음않습려"
)
"""Of Korean."""
KANA = frozenset(map(chr, range(0x3041, 0x30FB))) | {"ー"}
"""Of Japanese; GB18030 and EUC-JP have them at the same places."""
LATIN = frozenset(
    "àâäáãåæçèéêëìíîïñòóôöõøœùúûüÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜªº¿¡«»‹›“”„‘’‚–—…•·°±×÷½§©®™€£\N{NO-BREAK SPACE}"
)
"""Of the languages of Western Europe, with their signs."""
