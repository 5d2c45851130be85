"""Short formulas as a line of text, for excerpts."""

import re

SYMBOLS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "eta": "η", "theta": "θ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ",
    "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "infty": "∞", "times": "×", "cdot": "·", "div": "÷", "pm": "±",
    "to": "→", "rightarrow": "→", "Rightarrow": "⇒", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠",
    "approx": "≈", "equiv": "≡", "in": "∈", "sum": "∑", "prod": "∏", "int": "∫", "partial": "∂", "nabla": "∇",
    "sqrt": "√", "circ": "°", "ldots": "…", "cdots": "…", "dots": "…", "sin": "sin", "cos": "cos", "tan": "tan",
    "log": "log", "ln": "ln", "lim": "lim", "max": "max", "min": "min", "left": "", "right": "", "displaystyle": "",
    "quad": " ", "mathrm": "", "text": "", "mathbf": "", "%": "%", "{": "{", "}": "}", ",": "", ";": "", "!": "", " ": " ",
}  # fmt: skip
RAISED = str.maketrans("0123456789+-n()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ⁽⁾")
LOWERED = str.maketrans("0123456789+-n()", "₀₁₂₃₄₅₆₇₈₉₊₋ₙ₍₎")
FRACTION = re.compile(r"\\[dt]?frac\s*(?:\{([^{}]*)\}|(\w))\s*(?:\{([^{}]*)\}|(\w))")
COMMAND = re.compile(r"\\([A-Za-z]+|.)\s*")
SCRIPT = re.compile(r"([\^_])(?:\{([0-9n+\-()]+)\}|([0-9n]))")
LONGEST = 40


def format_tex(tex: str) -> str:
    r"""Return a short formula as text, "…" for one that needs its second dimension.

    >>> format_tex(r"e^{i\pi}+1=0"), format_tex(r"\frac{1}{2}x^2 \leq n_0"), format_tex(r"\begin{matrix}a\end{matrix}")
    ('e^(iπ)+1=0', '1/2x² ≤ n₀', '…')
    """
    text = FRACTION.sub(lambda match: f"{match[1] or match[2]}/{match[3] or match[4]}", tex)
    try:
        text = COMMAND.sub(lambda match: SYMBOLS[match[1]] + " " * (match[0][-1:] == " "), text)
    except KeyError:
        return "…"
    text = SCRIPT.sub(
        lambda match: (match[2] or match[3]).translate(RAISED if match[1] == "^" else LOWERED), text
    )
    text = re.sub(r"([\^_])\{([^{}]*)\}", lambda match: f"{match[1]}({match[2]})", text)
    text = " ".join(text.replace("{", "").replace("}", "").split())
    return text if len(text) <= LONGEST and "&" not in text else "…"
