// What do the pages of a printed report look like? Typst source; the report itself comes in as data.

/** Quiet, dense, exact: one accent, greys for the rest, hairlines, a ragged measure under 75 characters. */
export const template = String.raw`
#let doc = json(bytes(sys.inputs.report))
#let words = doc.words
#let zh = doc.language == "zh"
#let accent = rgb("#0B6E4F")
#let ink = rgb("#1C2024")
#let muted = rgb("#59626B")
#let line-grey = rgb("#C9CFD4")
#let hair = 0.4pt + line-grey
#let measure-width = if zh { 136mm } else { 132mm }
#let body-size = if zh { 9.5pt } else { 9.3pt }
#let status-colour = ("●": accent, "▲": rgb("#9A5B00"), "▼": rgb("#B3261E"), "○": muted, "◌": muted)

#set document(
  title: doc.title + " · " + doc.period, author: doc.company,
  date: if doc.date == none { none } else { datetime(year: doc.date.at(0), month: doc.date.at(1), day: doc.date.at(2)) },
)
#set text(font: "Noto Sans SC", fallback: false, size: body-size, fill: ink, lang: doc.language, region: if zh { "cn" } else { "gb" }, hyphenate: false)
// Quotation marks and dashes are as wide as a Chinese character in this font; English takes their narrow forms.
#show regex("[‘’“”—…]+"): set text(features: if zh { () } else { ("pwid",) })
#set par(leading: if zh { 0.72em } else { 0.66em }, spacing: if zh { 0.95em } else { 0.9em }, justify: zh)
#set block(spacing: 0.9em)
#show regex("[₀-₉]"): it => sub(typographic: false, it.text.replace(regex("."), d => str(d.text.to-unicode() - 0x2080)))
#show regex("[⁰⁴-⁹]"): it => super(typographic: false, it.text.replace(regex("."), d => str(d.text.to-unicode() - 0x2070)))

#let mark-of(m) = text(fill: status-colour.at(m, default: muted), m)
// In a column of numbers the mark hangs in the gutter, so that the digits stay aligned.
#let fig(f, underlined: true, hanging: false) = {
  let target = link(f.href, f.text)
  if underlined { underline(stroke: 0.5pt + accent.transparentize(55%), offset: 2.2pt, evade: false, target) } else { target }
  if f.provisional {
    let open = text(size: 0.8em, fill: muted, "◌")
    if hanging { box(width: 0pt, place(left + bottom, dx: 0.15em, open)) } else { [\u{a0}] + open }
  }
}
#let runs(list, underlined: true, hanging: false) = for run in list {
  if "figure" in run { fig(run.figure, underlined: underlined, hanging: hanging) }
  else if run.strong { strong(run.text) }
  else { run.text }
}
#show strong: set text(weight: 600)

// ---- headings -------------------------------------------------------------------------------------------------
#show heading: set text(weight: 600, fill: ink)
#show heading: set par(justify: false, leading: 0.5em)
#show heading.where(level: 1): it => block(width: 100%, above: 15mm, below: 6mm, breakable: false, sticky: true, {
  block(width: 100%, below: 3mm, line(length: 100%, stroke: 0.8pt + ink))
  text(size: 16pt, it.body)
})
#show heading.where(level: 2): it => block(above: 7.5mm, below: 3.2mm, breakable: false, sticky: true, text(size: 11.5pt, it.body))

// ---- blocks ---------------------------------------------------------------------------------------------------
#let paragraph(b) = block(width: measure-width, par(runs(b.inlines)))

#let bullets(b) = block(width: measure-width, list(
  marker: text(fill: muted, "–"), indent: 0pt, body-indent: 2.2mm, spacing: 0.7em, ..b.items.map(item => runs(item)),
))

#let callout(item) = block(width: 100%, breakable: false, {
  line(length: 100%, stroke: 0.8pt + ink)
  v(2.6mm, weak: true)
  if "missing" in item {
    text(size: 22pt, fill: muted, "—")
  } else {
    let f = item.figure
    link(f.href, text(size: 22pt, weight: 600, f.number) + text(size: 11pt, weight: 600, f.unit))
    if f.provisional { text(size: 11pt, fill: muted, [\u{a0}◌]) }
  }
  v(3mm, weak: true)
  set par(leading: 0.5em, spacing: 0.65em, justify: false)
  text(size: 8.5pt, item.label)
  if "missing" in item { parbreak(); text(size: 7.5pt, fill: muted, item.missing) }
  if item.note != none { parbreak(); text(size: 7.5pt, fill: muted, item.note) }
  if "figure" in item { parbreak(); text(size: 6.5pt, fill: muted, tracking: 0.04em, item.figure.id) }
})
#let callouts(b) = {
  let per-row = if b.items.len() in (3, 5, 6, 9) { 3 } else { calc.min(4, calc.max(2, b.items.len())) }
  block(above: 5mm, below: 6mm, grid(columns: (1fr,) * per-row, column-gutter: 6mm, row-gutter: 6mm, ..b.items.map(callout)))
}

#let ruled(shares, aligns, header, rows) = {
  set text(size: 8.5pt)
  set par(leading: 0.48em, justify: false)
  set table.cell(breakable: false)
  table(
    columns: shares.map(share => share * 1fr), align: (x, y) => aligns.at(x) + (if y == 0 { bottom } else { top }),
    stroke: (x, y) => (bottom: if y == 0 { 0.7pt + ink } else { hair }),
    inset: (x, y) => (left: if x == 0 { 0pt } else if aligns.at(x) == left and aligns.at(x - 1) == right { 11pt } else { 5pt }, right: if x == shares.len() - 1 { 0pt } else { 5pt }, top: 3.6pt, bottom: 3.6pt),
    table.header(..header.map(title => text(size: 7.5pt, fill: muted, title))),
    ..rows.flatten(),
  )
}
#show figure.caption: it => block(width: 100%, below: 2mm, sticky: true, align(left, text(size: 9pt, weight: 600, it.body)))
#let mark-cell(runs-of-cell, right: false) = {
  if runs-of-cell.len() > 0 and "text" in runs-of-cell.first() {
    let first = runs-of-cell.first().text
    let mark = first.clusters().at(0, default: "")
    if mark in status-colour { return mark-of(mark) + first.slice(mark.len()) + runs(runs-of-cell.slice(1), underlined: false) }
  }
  runs(runs-of-cell, underlined: false, hanging: right)
}
// A table that fits on half a page is kept whole.
#let data-table(b) = block(above: 5.5mm, below: 6mm, width: 100%, breakable: b.rows.len() > 14, {
  show figure: set block(breakable: b.rows.len() > 14)
  set figure.caption(position: top)
  figure(
    kind: table, supplement: none, numbering: none, caption: b.caption, gap: 2mm,
    ruled(b.shares, b.columns.map(c => if c.align == "right" { right } else { left }), b.columns.map(c => c.title), b.rows.map(row => row.enumerate().map(((at, cell)) => mark-cell(cell, right: b.columns.at(at).align == "right")))),
  )
  if b.note != none { block(above: 2mm, width: measure-width, text(size: 7.5pt, fill: muted, b.note)) }
})

#let chart(b) = block(above: 5.5mm, below: 6mm, width: 100%, breakable: false, {
  block(width: measure-width, below: 3mm, text(size: 9pt, weight: 600, b.title))
  image(bytes(b.svg), format: "svg", width: 100%, alt: b.alt)
  block(above: 2mm, text(size: 7.5pt, fill: muted, b.foot.join([#h(5mm)])))
})

#let status(b) = block(width: measure-width, grid(columns: (4.4mm, 1fr), mark-of(b.mark), runs(b.text)))

#let not-recorded(b) = block(width: measure-width, inset: (x: 3.5mm, y: 2.6mm), stroke: (left: 0.8pt + line-grey), {
  set text(size: 8.5pt, fill: muted)
  mark-of("○") + h(1.6mm) + text(weight: 600, words.notRecordedYet) + h(2mm) + b.text
})

#let setters = (
  paragraph: paragraph, bullets: bullets, callouts: callouts, table: data-table, chart: chart, status: status, not-recorded: not-recorded,
)

// ---- cover ----------------------------------------------------------------------------------------------------
#set page(paper: "a4", margin: (left: 25mm, right: 25mm, top: 27mm, bottom: 24mm))
#page(header: none, footer: none, {
  set par(justify: false)
  text(size: 11pt, weight: 600, doc.company)
  v(62mm)
  line(length: 18mm, stroke: 2.2pt + accent)
  v(7mm, weak: true)
  block(width: 140mm, { set par(leading: 0.42em); text(size: if zh { 30pt } else { 29pt }, weight: 600, doc.title) })
  v(6mm, weak: true)
  text(size: 14pt, fill: muted, doc.period)
  v(1fr)
  grid(columns: (38mm, 1fr), row-gutter: 2.6mm, ..doc.cover.map(line => (text(size: 8.5pt, fill: muted, line.label), text(size: 8.5pt, line.value))).flatten())
  v(6mm, weak: true)
  line(length: 100%, stroke: hair)
  v(3mm, weak: true)
  set text(size: 8.5pt)
  if doc.edition == none { text(weight: 600, words.draft) + h(3mm) + text(fill: muted, words.draftNote) }
  else { text(weight: 600, doc.edition.name) + h(3mm) + text(fill: muted, words.published + [\u{a0}] + doc.edition.publishedAt) }
})

// ---- running head and foot, contents --------------------------------------------------------------------------
#set page(
  header: context {
    set text(size: 7.5pt, fill: muted)
    let page-now = here().page()
    let begun = query(heading.where(level: 1)).filter(h => {
      let p = h.location().position()
      p.page < page-now or (p.page == page-now and p.y < 60mm)
    })
    let at = begun.len() - 2 // the contents come first
    grid(columns: (1fr, auto), column-gutter: 5mm, doc.title + "  ·  " + doc.period,
      if at >= 0 and at < doc.chapters.len() { doc.chapters.at(at).number + [\u{2002}] + doc.chapters.at(at).title } else if begun.len() > 0 { begun.last().body })
    v(-1.2mm)
    line(length: 100%, stroke: hair)
  },
  footer: context {
    set text(size: 7.5pt, fill: muted)
    let pages = counter(page).final().first()
    grid(columns: (1fr, auto),
      if doc.edition == none { words.draft + "  ·  " + words.draftNote } else { doc.edition.name + "  ·  " + words.published + " " + doc.edition.publishedAt },
      words.pageOf.replace("{page}", str(here().page())).replace("{pages}", str(pages)))
  },
)

// Not Typst's own inner(): it sets a word joiner before the page number, which then sticks to that digit's glyph in the
// file's character map.
#let entry-line(it) = it.body() + h(1fr) + it.page()
#show outline.entry.where(level: 1): it => block(above: 4.8mm, below: 2.3mm, link(it.element.location(), text(weight: 600, entry-line(it))))
#show outline.entry.where(level: 2): it => block(above: 2.3mm, below: 2.3mm, inset: (left: 11mm), link(it.element.location(), entry-line(it)))
#set outline.entry(fill: none)
#outline(title: words.contents, depth: 2, indent: 0pt)
#pagebreak()

// ---- chapters -------------------------------------------------------------------------------------------------
#for chapter in doc.chapters {
  heading(level: 1, box(width: 11mm, text(fill: accent, chapter.number)) + chapter.title)
  for section in chapter.sections {
    if section.title != none { heading(level: 2, section.title) }
    for b in section.blocks { (setters.at(b.kind))(b) }
  }
}

// ---- figure register, history ---------------------------------------------------------------------------------
#pagebreak(weak: true)
#heading(level: 1, words.figureRegister) <register>
#block(width: measure-width, text(size: 8.5pt, words.figureRegisterNote))
#block(width: measure-width, text(size: 8.5pt)[◌#h(1.6mm)#words.provisional])
#context {
  let start = locate(<register>).page()
  let pages = (:)
  for l in query(link) {
    if type(l.dest) == str and l.location().page() < start and l.dest not in pages { pages.insert(l.dest, l.location().page()) }
  }
  let named = doc.register.any(f => f.name != "")
  let rows = doc.register.map(f => {
    let cells = (fig(f, underlined: false, hanging: true), text(tracking: 0.04em, f.id), f.chapter, str(pages.at(f.href, default: "–")))
    if named { (f.name,) + cells } else { cells }
  })
  let header = (words.value, words.figureId, words.chapter, words.page)
  if named { ruled(doc.register-shares, (left, right, left, right, right), (words.figureName,) + header, rows) }
  else { ruled((0.3, 0.3, 0.2, 0.2), (right, left, right, right), header, rows) }
}
#if doc.edition != none {
  heading(level: 1, words.aboutEdition)
  block(width: measure-width, text(size: 8.5pt, doc.edition.name + "  ·  " + words.published + " " + doc.edition.publishedAt))
  block(width: measure-width, text(size: 8.5pt, words.historyNote))
  if doc.edition.blocks.len() > 0 {
    ruled((0.14, 0.86), (right, left), (words.historyBlock, words.historyRoot), doc.edition.blocks.map(b => (b.height, text(tracking: 0.02em, b.root))))
  }
}
`;
