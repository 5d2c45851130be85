"""The names that HTML, MathML and SVG know: what bears another name is no tag."""

HTML = frozenset(
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body"
    " br button canvas caption center cite code col colgroup command content data datalist dd del details dfn dialog"
    " dir div dl dt element em embed fencedframe fieldset figcaption figure font footer form frame frameset h1 h2 h3"
    " h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen label legend li link listing"
    " main map mark marquee menu menuitem meta meter multicol nav nextid nobr noembed noframes noscript object ol"
    " optgroup option output p param picture plaintext portal pre progress q rb rp rt rtc ruby s samp script search"
    " section select selectedcontent shadow slot small source spacer span strike strong style sub summary sup table"
    " tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xml xmp".split()
)
MATHML = frozenset(
    "annotation annotation-xml maction maligngroup malignmark math menclose merror mfenced mfrac mglyph mi"
    " mlabeledtr mlongdiv mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mscarries mscarry"
    " msgroup msline mspace msqrt msrow mstack mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none"
    " semantics".split()
)
SVG = frozenset(
    "altglyph altglyphdef altglyphitem animate animatecolor animatemotion animatetransform circle clippath"
    " color-profile cursor defs desc discard ellipse feblend fecolormatrix fecomponenttransfer fecomposite"
    " feconvolvematrix fediffuselighting fedisplacementmap fedistantlight fedropshadow feflood fefunca fefuncb"
    " fefuncg fefuncr fegaussianblur feimage femerge femergenode femorphology feoffset fepointlight"
    " fespecularlighting fespotlight fetile feturbulence filter font-face font-face-format font-face-name"
    " font-face-src font-face-uri foreignobject g glyph glyphref hatch hatchpath hkern line lineargradient marker"
    " mask mesh meshgradient meshpatch meshrow metadata missing-glyph mpath path pattern polygon polyline"
    " radialgradient rect set solidcolor stop svg switch symbol text textpath tref tspan unknown use view"
    " vkern".split()
)
NAMES = HTML | MATHML | SVG

VOID = frozenset(
    "area base basefont bgsound br col command embed frame hr image img input isindex keygen link meta nextid param"
    " source spacer track wbr".split()
)
"""HTML's elements without an end tag."""

OPTIONAL_END = frozenset(
    "body caption colgroup dd dt frameset head html li optgroup option p rb rp rt rtc tbody td tfoot th thead tr".split()
)
"""Their end tag may be left out."""

RAW_TEXT = frozenset(
    "iframe noembed noframes noscript plaintext script style template textarea title xmp".split()
)
"""What they hold is not looked at for tags, or not shown."""

VALUELESS = frozenset(
    "abbr accept action align allow allowfullscreen alt async autocapitalize autocomplete autofocus autoplay async"
    " bgcolor border caption cellpadding cellspacing charset checked cite class color cols colspan compact content"
    " contenteditable controls coords crossorigin data datetime declare decoding default defer dir dirname disabled"
    " download draggable enctype face fetchpriority fill focusable for form formnovalidate frameborder headers height"
    " hidden high href hreflang id imagesizes imagesrcset inert inputmode integrity is ismap itemid itemprop itemref"
    " itemscope itemtype kind label lang language list loading loop low markdown max maxlength media method min minlength"
    " multiple muted name nohref nomodule nonce noresize noshade novalidate nowrap onclick onload open optimum part"
    " pattern ping placeholder playsinline popover poster preload readonly referrerpolicy rel required rev reversed"
    " role rows rowspan rules sandbox scope scrolling selected shape size sizes slot span spellcheck src srcdoc"
    " srclang srcset start step style summary tabindex target title transform translate truespeed type typemustmatch"
    " usemap valign value viewbox virtualkeyboardpolicy width wrap xmlns".split()
)
"""Attributes that may stand without a value; besides these, all names with a `-` or a `:`."""
