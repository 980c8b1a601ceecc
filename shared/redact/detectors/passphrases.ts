/** Pass phrases: several words, so the value runs to the end of the clause. */

import { findBeforeLabel } from '../before-label.ts'
import { isPassword, isStandIn } from '../judge.ts'
import { findLabelled } from '../labelled.ts'
import { ahead, type Detector, NOTHING, restOfLine } from '../page.ts'
import { isOrdinaryWord } from '../words.ts'
import { endOfLabel } from './label.ts'

const LEAD =
  /^["'*)\]]{0,3}(?:\s(?:for|of|on|to|in|at|für|pour|para|voor)(?:\s\S{1,30}){1,4}?)?(?:\s?(?:[:=]|->)[*_]{0,2}\s{0,8}|\s(?:is|was|ist|lautet|est|es)\s(?:now\s|jetzt\s)?:?)\s{0,2}(?=\S)/i
const QUOTED = /^["'“„«`]([^"'”“»`\r\n]{4,120})["'”“»`]/
const WORDS = /^((?:[\p{L}\d!@#$%&-]{2,20}[ .-]){1,9}[\p{L}\d!@#$%&-]{2,20})(?=\s*(?:$|[.,;(]))/u

const phrase: Detector = {
  name: 'pass phrase',
  byLabel: true,
  triggers:
    'passphrase,pass phrase,pass-phrase,pass_phrase,passwortsatz,kennwortsatz,phrase secrete,phrase de passe,frase de contrasena,frase de paso,frase secreta,wachtwoordzin,wachtzin,seed phrase,recovery phrase,mnemonic,secret phrase'.split(
      ',',
    ),
  find(page, start, end) {
    const labelEnd = endOfLabel(page, start, end, false)
    if (labelEnd < 0) return NOTHING
    const line = restOfLine(page, labelEnd, 240)
    const lead = LEAD.exec(line)
    const rest = lead ? line.slice(lead[0].length) : ''
    const quoted = QUOTED.exec(rest)
    const words = quoted?.[1] ?? WORDS.exec(rest)?.[1]
    if (lead && words && isPhraseOfWords(words)) {
      const at = labelEnd + lead[0].length + rest.indexOf(words)
      return [{ family: 'passphrase', start: at, end: at + words.length }]
    }
    const rule = { family: 'passphrase' as const, accepts: isPassword, prose: true }
    return [...findLabelled(page, start, labelEnd, rule), ...findBeforeLabel(page, start, rule)]
  },
}

function isPhraseOfWords(text: string): boolean {
  const words = text.split(/[\s.-]+/)
  if (words.length < 2 || isStandIn(text)) return false
  return (
    words.filter((word) => isOrdinaryWord(word)).length * 2 <= words.length &&
    !/^(?:is|was|are|has|must|should|not|been|the|for|to)$/i.test(words[0]!)
  )
}

/** App passwords: four groups of four letters, as the sites show them. */
const appPassword: Detector = {
  name: 'app password',
  triggers:
    "app password,app-password,app passwort,app-passwort,app-kennwort,app-specific password,application password,mot de passe d'application,contrasena de aplicacion,app-wachtwoord".split(
      ',',
    ),
  find(page, _start, end) {
    const found =
      /^[^\n:]{0,40}?\W{1,4}(?:(?:is|was|ist|lautet|est|es)\W{1,3})?([a-z]{4}(?:[ -][a-z]{4}){3})(?![a-z])/.exec(
        ahead(page, end, 90),
      )
    if (!found || found[1]!.split(/[ -]/).some((part) => isOrdinaryWord(part))) return NOTHING
    const at = end + found[0].length - found[1]!.length
    return [{ family: 'password', start: at, end: at + found[1]!.length }]
  },
}

export const passphrases: Detector[] = [phrase, appPassword]
