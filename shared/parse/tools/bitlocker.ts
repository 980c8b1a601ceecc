/**
 * `manage-bde -status` and `-protectors -get`: state and kinds of protectors. The 48 digits of a
 * recovery password are in nothing that leaves here.
 */
import type { Finding } from '../finding.ts'
import {
  fact,
  field,
  fieldsOf,
  findLine,
  type Output,
  type OutputFact,
  type OutputReading,
  type ReadTool,
} from '../output.ts'

const VOLUME = /^\s*(?:Volume|Volumen?)\s+([A-Z]:)/i
const PROTECTION = /^(protection status|schutzstatus|état de la protection|estado de protección)$/i
const CONVERSION =
  /^(conversion status|konvertierungsstatus|état de la conversion|estado de conversión)$/i
const LOCK = /^(lock status|sperrungsstatus|état du verrouillage|estado de bloqueo)$/i
const IS_ON = /\b(on|ein|aktiviert|activée|activado)\b/i
const IS_OFF = /\b(off|aus|deaktiviert|désactivée|desactivado)\b/i
const IS_LOCKED = /^(locked|gesperrt|verrouillé|bloqueado)$/i
const KINDS: readonly [RegExp, string][] = [
  [
    /^\s*(Numerical Password|Numerisches Kennwort|Mot de passe numérique|Contraseña numérica)\b/i,
    'a recovery password',
  ],
  [/^\s*(TPM And PIN|TPM und PIN|TPM et code PIN)\b/i, 'TPM and PIN'],
  [/^\s*TPM\s*:?\s*$/, 'TPM'],
  [/^\s*(External Key|Externer Schlüssel|Clé externe)\b/i, 'a key file'],
]

export const readBitlocker: ReadTool = (output) => readStatus(output) ?? readProtectors(output)

function readStatus(output: Output): OutputReading | undefined {
  const fields = fieldsOf(output.lines)
  const [protection, conversion, lock] = [PROTECTION, CONVERSION, LOCK].map((of) =>
    field(fields, of),
  )
  if (!protection && !lock) return undefined
  const volume = VOLUME.exec(findLine(output, VOLUME) ?? '')?.[1] ?? 'the volume'
  const findings: Finding[] = []
  const facts: OutputFact[] = []
  const state = protection?.values[0] ?? ''
  if (protection && IS_OFF.test(state)) {
    findings.push('disk_unprotected')
    facts.push(fact(`BitLocker does not protect ${volume}.`, protection.line))
  } else if (protection && IS_ON.test(state)) {
    findings.push('disk_protected')
    facts.push(fact(`BitLocker protects ${volume}.`, protection.line))
  }
  if (lock?.values[0] && IS_LOCKED.test(lock.values[0])) {
    findings.push('disk_locked')
    facts.push(fact(`${volume} is locked.`, lock.line))
  }
  if (conversion?.values[0])
    facts.push(fact(`The state of ${volume} is “${conversion.values[0]}”.`, conversion.line))
  return facts.length > 0 ? { tool: 'manage-bde -status', findings, facts } : undefined
}

function readProtectors(output: Output): OutputReading | undefined {
  if (
    !/key protectors|schlüsselschutzvorrichtungen|protecteurs de clé|protectores de clave/i.test(
      output.text,
    )
  )
    return undefined
  const found = KINDS.flatMap(([of, kind]) => {
    const line = findLine(output, of)
    return line ? [{ kind, line }] : []
  })
  if (found.length === 0) return undefined
  const volume = VOLUME.exec(findLine(output, VOLUME) ?? '')?.[1] ?? 'The volume'
  return {
    tool: 'manage-bde -protectors',
    findings: found.some(({ kind }) => kind === 'a recovery password')
      ? ['recovery_password_set']
      : [],
    facts: found.map(({ kind, line }) => fact(`${volume} can be unlocked by ${kind}.`, line)),
  }
}
