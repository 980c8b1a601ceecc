/**
 * Keys for disks and for software: BitLocker and FileVault recovery, product and licence keys.
 *
 * A recovery key's id, its first eight characters and the last five characters of a product
 * key stay: people need them to find the key, and they open nothing.
 */
import { isStandIn, isTechnicalName, madeUpScore, type Trust } from '../judge.ts'
import type { LabelRule } from '../label-rule.ts'
import { findLabelled } from '../labelled.ts'
import { DIGIT, isMadeOf } from '../make-up.ts'
import { ahead, behind, type Detector, NOTHING } from '../page.ts'
import type { Value } from '../value.ts'
import { endOfLabel, startsHump } from './label.ts'

/** Eight groups of six digits; parts of one too, when the label says what it is. */
const bitlocker: Detector = {
  name: 'BitLocker recovery key',
  triggers: ['000000'],
  find(page, start) {
    const before = page.text.charCodeAt(start - 1)
    if (before === 46 || isMadeOf(before, DIGIT)) return NOTHING
    const window = ahead(page, start, 130)
    const whole =
      /^\d{6}(?:(?:\s{0,3}[-–—_. ]\s{0,3}|\s{1,4})\d{6}){7}(?!\d)|^\d{48}(?!\d)/.exec(window) ??
      /^\d{6}(?:-\d{6}){3,6}(?![\d])/.exec(window)
    return whole ? [{ family: 'recovery key', start, end: start + whole[0].length }] : NOTHING
  },
}

/** Groups of capitals and digits with hyphens: five of five, six of four, and their like. */
export function keyOfGroups(run: string): 'licence key' | 'recovery key' | undefined {
  if (
    /^(?:[a-z0-9]{5}-){4}[a-z0-9]{5}$/.test(run) &&
    run.split('-').filter((part) => /\d/.test(part)).length > 2
  )
    return 'licence key'
  if (run !== run.toUpperCase() || !/\d/.test(run) || !/[A-Z]/.test(run)) return undefined
  if (/^(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}$/.test(run)) return 'licence key'
  if (/^(?:[A-Z0-9]{4}-){5}[A-Z0-9]{4}$/.test(run)) return 'recovery key'
  return undefined
}

const recoveryKey: LabelRule = {
  family: 'recovery key',
  prose: true,
  accepts: ({ text }, trust) =>
    isKeyLike(text, trust) &&
    (/^\d{6}(?:[- ]\d{6})+/.test(text) ||
      /^(?:[A-Za-z0-9]{4}-){3,}/.test(text) ||
      (trust !== 'maybe' && /^[A-Za-z0-9-]{16,}$/.test(text))),
}

const licenceKey: LabelRule = {
  family: 'licence key',
  prose: true,
  accepts: (value, trust) => isLicenceKey(value, trust),
}

function isLicenceKey({ text }: Value, trust: Trust): boolean {
  if (
    !isKeyLike(text, /^(?:\w{2,8}-){2,}\w{2,8}$/.test(text) ? 'sure' : trust) ||
    !/^[A-Za-z0-9]+(?:[-_+/=.][A-Za-z0-9]+)*={0,2}$/.test(text)
  )
    return false
  if (/^[A-Za-z0-9]{2,8}(?:-[A-Za-z0-9]{2,8}){2,}$/.test(text)) return /\d/.test(text)
  return trust === 'maybe'
    ? text.length >= (/(?:\d.*){6}/.test(text) ? 12 : 16) && madeUpScore(text) >= 2
    : text.length >= 8 && /\d/.test(text)
}

function isKeyLike(text: string, trust: Trust): boolean {
  if (isStandIn(text) || text.length < 8) return false
  if (/^\{?[0-9a-f]{8}-[0-9a-f]{4}-/i.test(text)) return false
  if (/^0x|^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$|^(?:KB|CVE-)\d/i.test(text)) return false
  if (trust === 'sure' || /^(?=(?:.*\d){6})[A-Za-z0-9-]{12,}$/.test(text)) return true
  return !isTechnicalName(text)
}

const RECOVERY =
  'recovery key,recovery password,recovery-key,recoverykey,recoverypassword,recovery_key,wiederherstellungsschlussel,wiederherstellungskennwort,wiederherstellungspasswort,cle de recuperation,mot de passe de recuperation,clave de recuperacion,contrasena de recuperacion,herstelsleutel,herstelwachtwoord,filevault key,personal recovery,prk,unlock key,rescue key'
const LICENCE =
  "product key,product-key,product_key,productkey,license key,licence key,license-key,license_key,licensekey,licencekey,licence_key,serial key,cd key,cd-key,cdkey,activation key,activation code,activationkey,activation_key,activation id key,upgrade key,volume key,mak key,mak,kms key,retail key,oem key,office key,windows key,produktschlussel,produktkey,produkt-key,lizenzschlussel,lizenzkey,lizenz-key,lizenzcode,aktivierungsschlussel,aktivierungscode,freischaltcode,cle de produit,cle de licence,cle produit,cle licence,code d'activation,clave de producto,clave de licencia,codigo de activacion,productcode,licentiesleutel,licentiecode,productsleutel,activeringscode,license code,licence code,registration code,unlock code,biosproductkey,oa0xoriginalproductkey,digitalproductid,backupproductkeydefault"

const labels: Detector[] = [
  { words: RECOVERY, rule: recoveryKey },
  { words: LICENCE, rule: licenceKey },
].map(({ words, rule }) => ({
  name: `${rule.family} by label`,
  byLabel: true,
  triggers: words.split(','),
  find(page, start, end) {
    const labelEnd = endOfLabel(page, start, end, true)
    if (labelEnd < 0) return NOTHING
    if (
      /(?:partial|last \d (?:characters|chars|digits) of(?: the)?(?: installed)?)\s$/i.test(
        behind(page, start, 45),
      )
    )
      return NOTHING
    if (
      /^["']?\s?(?:id|identifier|protector|channel|ends|ending)\b/i.test(
        page.text.slice(labelEnd, labelEnd + 14),
      )
    )
      return NOTHING
    return findLabelled(page, start, labelEnd, rule)
  },
}))

/** Groups of capitals and digits right after "key" or "serial" are a licence. */
const grouped: Detector = {
  name: 'key of groups',
  triggers: ['key', 'serial', 'licen', 'lizenz', 'licencia', 'licentie', 'activat'],
  find(page, start, end) {
    const window = ahead(page, end, 90)
    const found =
      /^[a-z]{0,6}(?: (?:key|number|no|code))?["')]?\.?(?:\s?[:=#]|\s(?:is|was|ist))?\s{1,4}["'“]?(?<secret>(?=[A-Z0-9-]*\d)(?!\d{6}-)(?:[A-Z0-9]{4,6}-){3,}[A-Z0-9]{4,6}|(?:\d{4}-){3}\d{3}|(?=[A-Z-]*\d)[A-Z0-9]{5}-[A-Z0-9]{7}|(?!A[KS]IA)(?=(?:[A-Z]*\d){4})(?=\d*[A-Z]\w*[A-Z])[A-Z0-9]{12,32})(?![\w-])/.exec(
        window,
      )
    if (!found || !startsHump(page, start)) return NOTHING
    if (
      /\b(?:integration|public|registry|session|host|foreign|access|encryption)\s$/i.test(
        behind(page, start, 16),
      )
    )
      return NOTHING
    const secret = found.groups!.secret!
    const at = end + found[0].length - secret.length
    return [{ family: 'licence key', start: at, end: at + secret.length }]
  },
}

export const recoveryKeys: Detector[] = [bitlocker, grouped, ...labels]
