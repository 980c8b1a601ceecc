import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { fillVariables } from '#shared/flow/fill-variables.ts'
import Markdown from './Markdown.tsx'

const nothing = () => undefined

/** The elements inside the frame, as HTML. */
function draw(text: string, values: Record<string, string> = {}): string {
  const fill = (of: string) => fillVariables(of, values).text
  const html = renderToStaticMarkup(<Markdown text={text} fill={fill} onLink={nothing} />)
  return html.replace(/^<div[^>]*>|<\/div>$/g, '').replaceAll('&amp;', '&')
}

test.each([
  ['a path', String.raw`Open \\server\share now`],
  ['signs that are escaped elsewhere', String.raw`C:\_old\*\[x]\!`],
  ['a backslash at the end of a line', 'D:\\\nand on'],
])('a backslash is a backslash: %s', (_, text) => {
  expect(draw(text)).toBe(`<p>${text}</p>`)
})

test('a path of variables keeps its backslashes, in a text and in code', () => {
  const values = { server: 'FS02', share: 'Recalls' }
  expect(draw('Open \\\\{server}\\{share}.', values)).toBe('<p>Open \\\\FS02\\Recalls.</p>')
  expect(draw('Run `dir \\\\{server}\\{share}`.', values)).toBe(
    '<p>Run <code>dir \\\\FS02\\Recalls</code>.</p>',
  )
})

test.each([
  ['**bold**'],
  ['_under_ `code`'],
  ['[here](https://evil.example)'],
  ['<https://evil.example>'],
  ['1. one'],
  ['\\\\a\\*b*'],
  ['# head'],
])('a value is shown as it is: %s', (value) => {
  const shown = value.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  expect(draw('{it}', { it: value })).toBe(`<p>${shown}</p>`)
  expect(draw('**{it}**', { it: value })).toBe(`<p><strong>${shown}</strong></p>`)
})

test('a value in an address is one part of it', () => {
  const html = draw('[it](https://portal.example/find?q={it})', { it: 'a&b=c/d' })
  expect(html).toContain('(portal.example)')
  expect(draw('[it](https://{it}.example/)', { it: 'evil.com/x' })).not.toContain('(evil.com)')
})

test('what a sentence rests on is drawn in it; what rests on nothing is lighter, what is unknown gone', () => {
  const cite = {
    isKnown: (label: string) => label === 'F3',
    draw: (label: string) => <b key={label}>{label}</b>,
  }
  const html = renderToStaticMarkup(
    <Markdown text={'**Names** fail [F3, F9]. Ask `dns[F3]`.\n\n- Wait [F9].'} cite={cite} />,
  )
  expect(html).toContain('<span class="text-ink"><strong>Names</strong> fail <b>F3</b>. </span>')
  expect(html).toContain('<span>Ask <code>dns[F3]</code>.</span>')
  expect(html).toContain('<li><span>Wait .</span></li>')
})

const TABLE = [
  '| Port | Service \\| name | |',
  '|-----:|:-------:|---|',
  '| 445 | `a\\|b` **SMB** |',
  String.raw`| {port} | \\{server}\it <script>x</script> [see](https://a.example) | | more |`,
].join('\n')

test('a table has a head, its columns stand as asked, and no row is longer or shorter', () => {
  const html = draw(TABLE, { port: '| 1 |', server: 'FS02' })
  expect(html).toContain('<div role="group" aria-label="Table" tabindex="0"')
  expect(html.match(/<tr/g)).toHaveLength(3)
  expect(html.match(/<th scope="col"/g)).toHaveLength(2)
  expect(html.match(/<t[hd]/g)).toHaveLength(3 * 4 + 1)
  expect(html).toContain('Service | name')
  expect(html).toContain('<code>a|b</code> <strong>SMB</strong>')
  expect(html).toContain('| 1 |')
  expect(html).toContain(String.raw`\\FS02\it `)
  expect(html).toContain('(a.example)')
  expect(html).toContain('more')
  expect(html).not.toContain('<script')
  expect(html).toMatch(/text-right[^>]*>Port/)
  expect(html).toMatch(/text-center[^>]*><code>/)
})

test.each([
  ['a pipe in a sentence', 'Run `ipconfig | findstr DNS` | then wait'],
  ['no line below the head', '| a | b |\n| c | d |'],
])('no table: %s', (_, text) => {
  expect(draw(text)).not.toContain('<table')
})
