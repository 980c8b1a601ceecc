/**
 * A file's name as it may be kept, shown and given to a browser to save under.
 *
 * Takes any text at all: a name comes from a clipboard, a mail, somebody else's machine. Paths
 * are cut off; what steers a terminal, turns the reading direction or is not allowed on some
 * file system goes out; names that Windows keeps for devices get a word before them. The
 * ending is always one of the file's type, so that `invoice.pdf.exe` cannot be what it says.
 */
import { LONGEST_NAME, MEDIA, type MediaType } from './attachment.ts'

export function safeFileName(name: string, mediaType: MediaType): string {
  const plain = plainName(name)
  const { endings } = MEDIA[mediaType]
  const given = /\.([^.]+)$/.exec(plain)?.[1]?.toLowerCase()
  const own = endings.find((ending) => ending === given)
  const stem = own ? plain.slice(0, -own.length - 1) : plain
  const ending = own ?? endings[0]
  return `${safeStem(stem, LONGEST_NAME - ending.length - 1)}.${ending}`
}

const plainName = (name: string): string =>
  (name.toWellFormed().split(/[/\\]/).at(-1) ?? '')
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}<>:"|?*]/gu, '')
    .normalize('NFC')

function safeStem(stem: string, longest: number): string {
  const trimmed = trim(cut(trim(stem), longest - DEVICE_PREFIX.length))
  if (trimmed === '') return 'file'
  return DEVICE.test(trimmed) ? `${DEVICE_PREFIX}${trimmed}` : trimmed
}

const trim = (text: string): string => text.replace(/^[. ]+|[. ]+$/g, '')

/** Whole characters only: half of one is no text. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return text
  return text.slice(0, longest).replace(/[\ud800-\udbff]$/, '')
}

const DEVICE_PREFIX = 'file-'
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
