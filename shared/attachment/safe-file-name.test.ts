import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyCharacters } from '../testing/any-text.ts'
import { runsOf } from '../testing/runs-of.ts'
import { FileName, MEDIA, MediaType } from './attachment.ts'
import { safeFileName } from './safe-file-name.ts'

test.each([
  ['vpn error.png', 'image/png', 'vpn error.png'],
  ['VPN.PNG', 'image/png', 'VPN.png'],
  ['photo.jpeg', 'image/jpeg', 'photo.jpeg'],
  ['image.png', 'image/jpeg', 'image.png.jpg'],
  ['invoice.pdf.exe', 'application/pdf', 'invoice.pdf.exe.pdf'],
  ['../../etc/passwd', 'text/plain', 'passwd.txt'],
  ['C:\\Users\\robin\\Desktop\\trace.log', 'text/plain', 'trace.log'],
  ['\u202Egnp.exe', 'image/png', 'gnp.exe.png'],
  ['a\r\nSet-Cookie: x.txt', 'text/plain', 'a Set-Cookie x.txt'],
  ['a"; filename="b.exe', 'image/gif', 'a; filename=b.exe.gif'],
  ['CON.png', 'image/png', 'file-CON.png'],
  ['nul.tar.zip', 'application/zip', 'file-nul.tar.zip'],
  ['.htaccess', 'text/plain', 'htaccess.txt'],
  ['  ...  ', 'image/png', 'file.png'],
  ['', 'image/png', 'file.png'],
  ['Bildschirmfoto – Zürich.png', 'image/png', 'Bildschirmfoto – Zürich.png'],
  ['エラー.png', 'image/png', 'エラー.png'],
] as const)('%j becomes a plain name', (name, type, safe) => {
  expect(safeFileName(name, type)).toBe(safe)
})

describe('any text at all', () => {
  const anyType = fc.constantFrom(...MediaType.options)
  const anyName = fc.oneof(
    anyCharacters(300),
    fc
      .array(
        fc.oneof(
          anyCharacters(5),
          fc.constantFrom('/', '\\', '.', ' ', 'con', 'png', 'exe', '\u202E', '\u200D', '\u0301'),
        ),
        { maxLength: 40 },
      )
      .map((parts) => parts.join('')),
  )
  const runs = { seed: 128383, numRuns: runsOf(2000) }

  test('becomes a name that may be kept, with an ending of its type', () => {
    fc.assert(
      fc.property(anyName, anyType, (name, type) => {
        const safe = safeFileName(name, type)
        expect(FileName.safeParse(safe).success, JSON.stringify(safe)).toBe(true)
        expect(MEDIA[type].endings.some((ending) => safe.endsWith(`.${ending}`))).toBe(true)
      }),
      runs,
    )
  })

  test('made safe again stays as it is', () => {
    fc.assert(
      fc.property(anyName, anyType, (name, type) => {
        const safe = safeFileName(name, type)
        expect(safeFileName(safe, type)).toBe(safe)
      }),
      runs,
    )
  })
})
