import { describe, expect, test } from 'vitest'
import { SHA, testId } from '../testing/make-session.ts'
import { Attachment, FileName, LARGEST_FILE, MEDIA, tellFile, WHAT_FITS } from './attachment.ts'
import { isOfType, mediaTypeOf } from './media-type-of.ts'

const file: Attachment = {
  id: testId(1),
  fileName: 'vpn-error.png',
  mediaType: 'image/png',
  bytes: 219_144,
  sha256: SHA,
}

test('a file is told by name, type and size', () => {
  expect(tellFile(file)).toBe('vpn-error.png (PNG picture, 214 KB)')
  expect(tellFile({ ...file, bytes: 12 })).toBe('vpn-error.png (PNG picture, 12 bytes)')
  expect(tellFile({ ...file, bytes: 3_250_586 })).toBe('vpn-error.png (PNG picture, 3.1 MB)')
})

test('nothing larger than the limit is an attachment, and the limit is said', () => {
  expect(Attachment.safeParse({ ...file, bytes: LARGEST_FILE }).success).toBe(true)
  expect(Attachment.safeParse({ ...file, bytes: LARGEST_FILE + 1 }).success).toBe(false)
  expect(Attachment.safeParse({ ...file, bytes: 0 }).success).toBe(false)
  expect(WHAT_FITS).toContain('up to 10 MB each')
})

test.each([
  '',
  '.',
  '..',
  '.htaccess',
  'a/b.png',
  'a\\b.png',
  'a\u0000.png',
  'a\u202Egnp.exe',
  'a\n.txt',
  'a.',
  'x'.repeat(121),
])('the name %j is refused', (name) => expect(FileName.safeParse(name).success).toBe(false))

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((p) => (typeof p === 'string' ? [...Buffer.from(p, 'latin1')] : p)))

const BEGINNINGS: [type: keyof typeof MEDIA, first: Uint8Array, name: string][] = [
  ['image/png', bytes([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 13]), 'x.png'],
  ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe0]), 'x.jpg'],
  ['image/webp', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 '), 'x.webp'],
  ['image/gif', bytes('GIF89a'), 'x.gif'],
  ['application/pdf', bytes('%PDF-1.7\n'), 'x.pdf'],
  ['application/zip', bytes('PK', [3, 4, 20, 0]), 'x.zip'],
  ['application/x-evtx', bytes('ElfFile', [0]), 'x.evtx'],
  ['text/plain', bytes('12:01 Access is denied'), 'x.log'],
  ['text/plain', bytes([0xff, 0xfe, 0x41, 0]), 'x.txt'],
  ['text/csv', bytes('name,port\n'), 'x.CSV'],
]

describe('what a file is', () => {
  test.each(BEGINNINGS)('%s by its first bytes', (type, first, name) => {
    expect(mediaTypeOf(first, name)).toBe(type)
    expect(isOfType(first, type)).toBe(true)
    for (const other of Object.keys(MEDIA) as (keyof typeof MEDIA)[]) {
      const isAlsoText = type.startsWith('text/') && other.startsWith('text/')
      if (other !== type && !isAlsoText) expect(isOfType(first, other), other).toBe(false)
    }
  })

  test.each([
    ['a program', bytes('MZ', [0x90, 0, 3]), 'invoice.pdf'],
    ['a program called a log', bytes('MZ', [0x90, 0, 3]), 'setup.log'],
    ['a page', bytes('<!doctype html><script>'), 'page.html'],
    ['a drawing that can run', bytes('<svg onload="x">'), 'a.svg'],
    ['a page called a picture', bytes('<html>'), 'a.png'],
    ['nothing', bytes(), 'a.png'],
    ['a text without an ending', bytes('hello'), 'hello'],
  ])('%s is nothing that may be attached', (_, first, name) => {
    expect(mediaTypeOf(first, name)).toBeUndefined()
  })

  test('a picture keeps its type whatever it is called', () => {
    expect(mediaTypeOf(bytes([0xff, 0xd8, 0xff, 0xe1]), 'holiday.png')).toBe('image/jpeg')
  })
})
