/**
 * E-mail addresses, phone numbers and postal addresses of persons. Only asked for where a
 * text leaves the house: share pages and outside exports.
 */
import { ahead, behind, type Detector, NOTHING, startOfLine } from '../page.ts'
import { type Shape, shapeDetectors } from './rules.ts'

const email: Detector = {
  name: 'e-mail address',
  triggers: ['@'],
  find(page, start) {
    const local = /[\p{L}\d._%+'-]{1,64}$/u.exec(behind(page, start, 64))
    const domain = /^@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{2,63}){1,4}/u.exec(ahead(page, start, 260))
    if (!local || !domain) return NOTHING
    const name = local[0].replace(/^['._-]+/, '')
    if (!name) return NOTHING
    return [{ family: 'email', start: start - name.length, end: start + domain[0].length }]
  },
}

const PHONE_WORD =
  /(?:\b(?:phone|tel(?:efon|éfono|efono|éphone|ephone|efoon)?|mobile?|mobil|cell|call(?:ed)?|handy|fax|rufnummer|durchwahl|ext|contact|reach\w*|number|dial(?:ed)?|text(?:ed)?|sms|portable|móvil|movil|gsm|whatsapp|direct|home|ring|rang|callback|hotline)\b|☎|📞)[^\n]{0,30}$/i
const NOT_PHONE =
  /(?:kb|event(?: id)?|error|ticket|case|ref\w*|serial|s\/n|asset|tag|version|build|order|invoice|port|id|pid|po|sku|ip|mac|#)[\s.:#-]*$/i

const phone: Detector = {
  name: 'phone number',
  triggers: ['000', '00 0', '(0', '00-0', '00.0', '00/0'],
  find(page, start) {
    const back = /(?:\+\d{1,3}[ .-]?)?[+(]{0,2}\d{0,3}$/.exec(behind(page, start, 9))?.[0] ?? ''
    const from = start - back.length
    if (/[\w.:/\\#@%=-]$/.test(behind(page, from, 1))) return NOTHING
    const window = ahead(page, from, 40)
    const found =
      /^(?:\+|00)[1-9]\d{0,2}[ .()/-]{0,3}(?:\d[ .()/-]{0,3}){6,12}\d(?![\d:])|^\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\d.-])|^1[ .-]\d{3}[ .-]\d{3}[ .-]\d{4}(?![\d.-])|^\(0\d{1,5}\)[ ]?\d[\d -]{3,12}\d|^0\d{1,5}[ /-][ ]?\d(?:[ -]?\d){4,10}(?![\d.:])|^0\d(?:[ .]\d{2}){4}(?![\d.])/.exec(
        window,
      )
    const before = startOfLine(page, from, 50)
    if (found && !NOT_PHONE.test(before) && !/^\d{4}-\d\d-\d\d/.test(found[0]))
      return [{ family: 'phone', start: from, end: from + found[0].trimEnd().length }]
    const plain = /^\d{7,12}(?![\d.:])|^\d{3}[ -]\d{4}(?!\d)/.exec(window)
    if (!plain || !PHONE_WORD.test(before) || NOT_PHONE.test(before)) return NOTHING
    return [{ family: 'phone', start: from, end: from + plain[0].length }]
  },
}

const STREETS =
  'street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|circle|cir|way|place|pl|terrace|ter|parkway|pkwy|highway|hwy|close|crescent|square|sq'
const address = (on: string, shape: RegExp): Shape => ({
  on,
  family: 'address',
  shape,
  reach: 140,
  inside: true,
})
const streets: Shape[] = [
  address(
    'p.o. box,po box,postfach,apartado,postbus',
    /^(?:p\.?o\.? box|postfach|apartado(?: postal)?|postbus|boîte postale)\s\d[\d ]{1,8}/i,
  ),
]

/** "12 Elm Street, Springfield, IL 62704": number, name, kind of street, perhaps town. */
const englishStreet: Detector = {
  name: 'street',
  triggers: STREETS.split('|').map((kind) => ` ${kind}`),
  find(page, start, end) {
    if (/^\w/.test(ahead(page, end, 1))) return NOTHING
    const before = startOfLine(page, start, 60)
    const head =
      /(?<![\w.:/-])\d{1,5}[A-Z]?(?: (?:[NSEW]\.?|North|South|East|West))?(?: (?:\p{Lu}[\p{L}'’.-]+|\d{1,3}(?:st|nd|rd|th))){1,4}$/u.exec(
        before,
      )
    if (!head) return NOTHING
    const tail =
      /^\.?(?:,? (?:apt|suite|ste|unit|floor|fl|#)\.? ?[\w-]{1,8})?(?:,? \p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,2})?(?:,? [A-Z]{2}(?: \d{5}(?:-\d{4})?)?(?!\w))?(?:,? [A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})?/iu.exec(
        ahead(page, end, 90),
      )
    return [
      { family: 'address', start: start - head[0].length, end: end + (tail?.[0].length ?? 0) },
    ]
  },
}

/** "Lindenstraße 12, 50674 Köln", "12 rue des Lilas, 75011 Paris", "Calle Mayor 5". */
const otherStreets: Detector = {
  name: 'street of the continent',
  triggers:
    'strasse ,stra,str. ,weg ,allee ,platz ,gasse ,ring ,damm ,ufer ,straat ,laan ,plein ,gracht ,rue ,avenue ,boulevard ,place ,chemin ,calle ,avenida ,plaza ,paseo '.split(
      ',',
    ),
  find(page, start) {
    const before =
      /(?:(?:\p{Lu}[\p{L}-]+ ){0,2}[\p{L}-]{0,30})$/u.exec(startOfLine(page, start, 70))?.[0] ?? ''
    const from = start - before.length
    const german =
      /^(?=\p{Lu})(?:\p{Lu}[\p{L}-]+ ){0,2}[\p{L}-]*(?:stra(?:ß|ss)e|str\.|weg|allee|platz|gasse|ring|damm|ufer|straat|laan|plein|gracht) \d{1,4} ?[a-z]?(?![\w.:])(?:,? ?(?:D-|A-|CH-|NL-)?\d{4,5}(?: [A-Z]{2})? \p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)?)?/u.exec(
        ahead(page, from, 150),
      )
    if (german) return [{ family: 'address', start: from, end: from + german[0].length }]
    const number = /\d{1,4}(?: ?(?:bis|ter))?,? $/.exec(behind(page, start, 12))?.[0] ?? ''
    const french =
      /^\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|boulevard|place|chemin) (?:(?:de la|de l['’]|du|des|de|d['’]) ?)?\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,3}(?:,? \d{5} \p{Lu}[\p{L}-]+)?/u.exec(
        ahead(page, start - number.length, 140),
      )
    if (french && number)
      return [
        {
          family: 'address',
          start: start - number.length,
          end: start - number.length + french[0].length,
        },
      ]
    const spanish =
      /^(?:calle|avenida|plaza|paseo) (?:(?:de la|de los|del|de) )?\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+){0,3},? (?:n[º°.]? ?)?\d{1,4}(?:,? \d{5} \p{Lu}[\p{L}-]+)?/iu.exec(
        ahead(page, start, 140),
      )
    return spanish ? [{ family: 'address', start, end: start + spanish[0].length }] : NOTHING
  },
}

export const contacts: Detector[] = [
  email,
  phone,
  englishStreet,
  otherStreets,
  ...shapeDetectors(streets),
]
