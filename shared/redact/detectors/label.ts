/**
 * Tells a label from a word that only contains one: "Password:", "DB_PASSWORD=" and
 * "adminPwd" are labels, "passwordless", "PasswordLastSet" and "Kennwortrichtlinie" are not.
 */
import { DIGIT, LETTER, LOWER, makes, UPPER } from '../make-up.ts'
import { ahead, type Page } from '../page.ts'

/** The rest of an identifier that speaks about a secret instead of holding it. */
const ABOUT_SUFFIX =
  /^(?:[-_]?(?:last|sets?\b|expir|never|age|length|len|polic|requir|chang|reset|count|hint|histor|complex|less|protect|manag|field|id\b|ids\b|name|url|uri|type|format|min|max|sync|attempt|timeout|encoding|store|provider|file|path|in\b|cannot|not|prompt|status|state|quality|strength|valid|rule|question|option|setting|rotat|credential|vault|entry|updat|date|time|is|can|must|and|for|to\b|endpoint|lifetime|header|page|form|box|based|cost|algorithm|salt|lock|bad|fail|error|expires|enabl|disabl|sso|recovery|authent|verif|on\b|guess|spray|hash[-_ ]?sync|writeback|free))/i

/** The end of the label that starts at `start`, its plural or suffix included; -1 if it is none. */
export function endOfLabel(page: Page, start: number, end: number, whole: boolean): number {
  if (whole && !startsHump(page, start)) return -1
  const next = page.text.charCodeAt(end)
  if (next < 128) {
    const meaning = AFTER_LABEL[next]!
    if (meaning !== MAY_GO_ON) return meaning === OPENS ? end : -1
  }
  const rest = ahead(page, end, 30)
  const plural = /^(?:s|es|er|ern|örter|oerter|en)?(?![\p{L}\d_-])/u.exec(rest)
  if (plural) return opensValue(rest.slice(plural[0].length)) ? end + plural[0].length : -1
  if (/^\p{Ll}/u.test(rest)) return -1
  if (/^-\s/.test(rest) || /^--?>/.test(rest)) return end
  if (ABOUT_SUFFIX.test(rest)) return -1
  const suffix = /^[\w-]{1,24}/.exec(rest)
  if (!suffix) return end
  const after = rest.slice(suffix[0].length)
  if (/\d$/.test(suffix[0]) || whole)
    return /^["'\])]?\s{0,12}[:=]/.test(after) ? end + suffix[0].length : -1
  return opensValue(after) ? end + suffix[0].length : -1
}

/** A word or the next hump of a camelCase name may start here. */
export function startsHump(page: Page, start: number): boolean {
  const before = page.text.charCodeAt(start - 1)
  const first = page.text.charCodeAt(start)
  if (before < 128 && first < 128) {
    const made = makes[before]!
    if (!(made & (LETTER | DIGIT))) return true
    return (made & LOWER) !== 0 && (makes[first]! & UPPER) !== 0
  }
  const letter = page.text[start - 1] ?? ''
  if (!/[\p{L}\d]/u.test(letter)) return true
  return /\p{Ll}/u.test(letter) && /\p{Lu}/u.test(page.text[start] ?? '')
}

/** After a label stands space, a closing mark or a connector; in "Password!7" it was no label. */
function opensValue(after: string): boolean {
  return /^(?:$|[\s\u00a0:=,.;|()[\]{}<>"'`”’»*_?/\\–—~-]|！|：|→|&(?:quot|gt|lt|nbsp);|\uE000)/.test(
    after,
  )
}

const OPENS = 1
const MAY_GO_ON = 2

/**
 * What the character after a trigger says of it, where that alone decides: a space or a colon
 * ends a label, a small letter goes on with the word unless a plural begins with it.
 */
const AFTER_LABEL = Uint8Array.from({ length: 128 }, (_, code) => {
  const letter = String.fromCharCode(code)
  if (/[seoA-Z0-9_&-]/.test(letter)) return MAY_GO_ON
  return opensValue(letter) ? OPENS : 0
})
