/** `net use` and `cmdkey /list`: which shares are connected, which sign-ins are stored. Names only. */
import { fact, type Output, type OutputReading, type ReadTool } from '../output.ts'

const MOST = 20
const SHARE = /^(\S[^\\]*?)?\s*([A-Z]:)?\s+(\\\\[^\s\\]+\\\S.*?)(?:\s{2,}(\S.*))?$/
const OK = /^ok$/i
const NO_CONNECTIONS =
  /^(There are no entries in the list|Es sind keine Einträge in der Liste|La liste est vide|No hay entradas en la lista)/i

export const readConnections: ReadTool = (output) => readNetUse(output) ?? readCmdkey(output)

function readNetUse({ lines, text }: Output): OutputReading | undefined {
  const none = lines.find((line) => NO_CONNECTIONS.test(line))
  if (none) {
    return {
      tool: 'net use',
      findings: ['connection_none'],
      facts: [fact('No share is connected.', none)],
    }
  }
  // The rule of dashes under the head stands in every language.
  const rule = lines.findIndex((line) => /^-{20,}$/.test(line))
  if (rule < 1 || !/\\\\/.test(text)) return undefined
  const rows = lines.slice(rule + 1).flatMap((line) => {
    const [, status = '', drive, share] = SHARE.exec(line) ?? []
    return share ? [{ line, status: status.trim(), drive, share: share.trim() }] : []
  })
  if (rows.length === 0) return undefined
  return {
    tool: 'net use',
    findings: ['connection_held'],
    facts: rows.slice(0, MOST).map(({ status, drive, share, line }) => {
      const as = drive ? ` as ${drive}` : ''
      const state = status && !OK.test(status) ? `, state: ${status}` : ''
      return fact(`${share} is connected${as}${state}.`, line)
    }),
  }
}

const TARGET = /^\s*(?:Target|Ziel|Cible|Destino)\s*:\s*(\S.*)$/i
const USER = /^\s*(?:User|Benutzer|Utilisateur|Usuario)\s*:\s*(\S.*)$/i
const STORED =
  /^\s*(Currently stored credentials|Aktuell gespeicherte Anmeldeinformationen|Informations d.identification actuellement enregistrées|Credenciales almacenadas actualmente)/i
const NOTHING = /^\s*\*?\s*(NONE|KEINE|AUCUNE?|NINGUNA)\s*\*?\s*$/i

function readCmdkey({ lines }: Output): OutputReading | undefined {
  const head = lines.find((line) => STORED.test(line))
  if (!head) return undefined
  const stored: { target: string; line: string; user?: string }[] = []
  for (const line of lines) {
    const target = TARGET.exec(line)?.[1]
    if (target) stored.push({ target: target.replace(/^\w+:target=/i, ''), line })
    const user = USER.exec(line)?.[1]
    const last = stored.at(-1)
    if (user && last) last.user ??= user
  }
  if (stored.length === 0) {
    const nothing = lines.find((line) => NOTHING.test(line))
    if (!nothing) return undefined
    return {
      tool: 'cmdkey /list',
      findings: ['password_none_stored'],
      facts: [fact('No sign-in is stored.', nothing)],
    }
  }
  return {
    tool: 'cmdkey /list',
    findings: ['password_stored'],
    facts: stored
      .slice(0, MOST)
      .map(({ target, user, line }) =>
        fact(`A sign-in is stored for ${target}${user ? ` as ${user}` : ''}.`, line),
      ),
  }
}
