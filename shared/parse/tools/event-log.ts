/** Events of Windows' log, as `Get-WinEvent | Format-List` or the event viewer copies them. */
import { type Field, fact, fieldsOf, type OutputFact, type ReadTool } from '../output.ts'

const ID = /^(Event ?ID|Id|Ereignis-ID|ID de l.événement|Id\. del evento)$/i
/** The viewer fills a label up to a column: behind a long one there is no blank. */
const GLUED_ID = /^(?:ID de l.événement|Id\. del evento|Ereignis-ID|Event ID)\s?:(?=\d)/i
const SOURCE = /^(Source|ProviderName|Quelle|Origen)$/i
const TIME = /^(Date|TimeCreated|Datum|Fecha)$/i
const MOST = 12
/** Fields that decide, of the events that flows ask for. */
const TELLING: Record<string, RegExp> = {
  '4740': /^(Caller Computer Name|Aufrufercomputername|Nom de l.ordinateur appelant)$/i,
  '4625': /^(Failure Reason|Fehlerursache|Raison de l.échec|Sub Status)$/i,
  '4771': /^(Failure Code|Fehlercode|Client Address|Clientadresse)$/i,
}
/** What some of them mean, where their text alone does not say it. */
const MEANING: Record<string, string> = {
  '4740': 'an account was locked',
  '4625': 'a sign-in failed',
  '4771': 'a Kerberos password was wrong',
  '3210': 'the domain no longer trusts this computer',
  '5722': 'a computer was refused by the domain controller',
  '2042': 'replication was stopped for too long',
  '1022': 'replication of Active Directory was refused',
  '1012': 'the VDA registered with a controller',
  '1014': 'a name could not be looked up in time',
  '1069': 'a resource of the cluster failed',
  '7031': 'a service ended without being asked to',
  '7034': 'a service ended without being asked to',
}

export const readEventLog: ReadTool = ({ lines }) => {
  const events = eventsOf(fieldsOf(lines, GLUED_ID))
  const facts = events.slice(0, MOST).flatMap(tell)
  return facts.length > 0 ? { tool: 'Event log', findings: [], facts } : undefined
}

interface Event {
  id: Field
  fields: Field[]
}

/** How many fields stand before the id: log, source and time, in either order. */
const HEAD = 4

function eventsOf(fields: readonly Field[]): Event[] {
  const isId = ({ label, values }: Field) => ID.test(label) && /^\d{1,5}$/.test(values[0] ?? '')
  const events: Event[] = []
  let before: Field[] = []
  for (const one of fields) {
    if (isId(one)) {
      events.push({ id: one, fields: before.slice(-HEAD) })
      before = []
    } else {
      before.push(one)
      events.at(-1)?.fields.push(one)
    }
  }
  return events.filter(({ fields: own }) =>
    own.some(({ label }) => SOURCE.test(label) || TIME.test(label)),
  )
}

function tell({ id, fields }: Event): OutputFact[] {
  const of = (label: RegExp) => fields.find((one) => label.test(one.label) && one.values[0])
  const number = id.values[0] ?? ''
  const [source, time] = [of(SOURCE)?.values[0], of(TIME)?.values[0]]
  const meaning = MEANING[number]
  const from = source ? ` of ${source}` : ''
  const at = time ? ` at ${time}` : ''
  const facts = [fact(`Event ${number}${from}${at}${meaning ? `: ${meaning}` : ''}.`, id.line)]
  const telling = TELLING[number]
  const deciding = telling && of(telling)
  if (deciding) facts.push(fact(`${deciding.label}: ${deciding.values[0]}.`, deciding.line))
  return facts
}
