/**
 * What stands behind sign-in codes: backup codes in their lists, and the seeds from which an
 * authenticator makes its codes, as address, in one piece or in groups of four.
 */
import type { Span } from '../family.ts'
import { ahead, type Detector, NOTHING } from '../page.ts'
import { type Shape, shapeDetectors } from './rules.ts'

const BACKUP_CODE =
  /[\t ]*(?:[-*•]\s+|\d{1,2}[.)]\s+)?["']?((?=[A-Za-z-]*\d|[a-z]{4,5}-[a-z]{4,5})[A-Za-z0-9]{4,12}(?:(?:-| (?=\d{4}))(?=[A-Za-z]*\d|[a-z]{4,5}\b)[A-Za-z0-9]{4,6}){0,3})["']?[\t ]*(?:[,;|]|\r?\n|\s{2,}| |$)/y

/** "Backup codes:" and the list after it, on the same line or below. */
const backupCodes: Detector = {
  name: 'backup codes',
  byLabel: true,
  triggers:
    'backup code,backup-code,recovery code,scratch code,emergency code,rescue code,backupcode,notfallcode,wiederherstellungscode,sicherungscode,ersatzcode,code de secours,codes de secours,code de recuperation,codes de recuperation,codigo de respaldo,codigos de respaldo,codigo de recuperacion,codigos de recuperacion,herstelcode,back-upcode,reservecode'.split(
      ',',
    ),
  find(page, _start, end) {
    const window = ahead(page, end, 900)
    const lead =
      /^(?:s|n|en)?(?:\s?\([^()\n]{0,40}\))?(?:\s(?:for|für|pour|para|voor)\s[\w@.' -]{1,40}?)?(?:\s(?:saved|stored|kept|noted|printed|filed)\s[^:\n]{1,30}:\s{1,4}|\s?(?::|=|->|–|-)\s{0,4}(?:\r?\n\s{0,8}){0,2}|\s(?:are|is|were|was|used|sind|lauten|ist|sont|est|son|es|zijn)\s:?\s?(?:\r?\n\s{0,8})?|\s?\r?\n\s{0,8}|\s(?=[A-Za-z]*\d))/i.exec(
        window,
      )
    if (!lead) return NOTHING
    const found: Span[] = []
    BACKUP_CODE.lastIndex = lead[0].length
    for (
      let next = BACKUP_CODE.exec(window);
      next && found.length < 24;
      next = BACKUP_CODE.exec(window)
    ) {
      if (/^(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|20\d\d)$/.test(next[1]!)) break
      const at = end + next.index + next[0].indexOf(next[1]!)
      found.push({ family: 'backup code', start: at, end: at + next[1]!.length })
      const glue = /(?:(?:and|und|et|y|en)\s)?/iy
      glue.lastIndex = BACKUP_CODE.lastIndex
      glue.exec(window)
      BACKUP_CODE.lastIndex = Math.max(BACKUP_CODE.lastIndex, glue.lastIndex)
    }
    return found
  },
}

const seeds: Shape[] = [
  {
    on: 'otpauth://,otpauth-migration://',
    family: 'authenticator secret',
    shape:
      /^otpauth(?:-migration)?:\/\/[^\s"'<>]{0,300}?[?&](?:secret|data)=(?<secret>[A-Za-z0-9%+/=_-]{8,})/i,
    reach: 700,
  },
  {
    on: 'totp secret,totp seed,totp key,totp-secret,totp_secret,otp secret,otp_secret,otp seed,mfa secret,mfa key,mfa seed,mfa_secret,0fa secret,0fa key,0fa seed,authenticator key,authenticator secret,authenticator seed,setup key,set-up key,manual key,manual entry key,manual setup key,base00,seed,secret key,secret code,einrichtungsschlussel,cle de configuration,clave de configuracion,configuratiesleutel,installatiesleutel,security key,google authenticator,otp-seed,two-factor secret,two-factor key',
    family: 'authenticator secret',
    shape:
      /^[\w -]{3,40}?["')]?\s?(?:\([^()\n]{0,30}\)\s?)?(?:(?:for|für)\s[\w@. -]{1,40}?)?(?:[:=]|->|is|was|ist|lautet|est|es)?\s{0,6}(?:\r?\n\s*)?["'“]?(?<secret>(?:[A-Z2-7]{4}[ -]){3,15}[A-Z2-7]{1,4}(?![\w])|(?:[a-z2-7]{4}[ -]){2,15}[a-z2-7]{4}(?=\s*(?:$|[\r\n.,;)"']))|(?=[A-Za-z]*[2-7]|[A-Z]{16})[A-Z2-7]{16,64}={0,6}(?![\w])|(?=[a-z]*[2-7])[a-z2-7]{16,64}(?!\w))/,
    reach: 220,
  },
]

/** Groups of four letters may be words ("this code will work"): a seed has digits or capitals. */
function onlyMadeSeeds(detector: Detector): Detector {
  return {
    ...detector,
    find: (page, start, end) =>
      detector.find(page, start, end).filter((span) => {
        const secret = page.text.slice(span.start, span.end)
        return /[2-7]/.test(secret) || secret === secret.toUpperCase()
      }),
  }
}

export const authenticators: Detector[] = [backupCodes, ...shapeDetectors(seeds).map(onlyMadeSeeds)]
