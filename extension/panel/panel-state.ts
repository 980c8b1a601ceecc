/** What the panel knows and shows, as one state. */
import type { TurnCause } from '#shared/assistant/contract.ts'
import type { SessionTicket } from '#shared/session/event.ts'
import type { TicketView } from '../bridge/messages.ts'
import type { SessionRow } from '../client/local-store.ts'
import type { SessionStore } from '../client/session-store.ts'
import type { Settings } from '../client/settings.ts'
import type { Lens } from './lens.ts'
import type { TicketStore } from './ticket/ticket-store.ts'
import type { PsaLink, World } from './world.ts'

export type Screen =
  | 'work'
  | 'note'
  | 'script'
  | 'chat'
  | 'queue'
  | 'pickup'
  | 'bell'
  | 'proposals'
  | 'proposal'
/** The script that is wanted: a template with values for it, or what it is wanted for. */
export interface WantedScript {
  templateId: string | null
  values: Readonly<Record<string, string>>
  need: string
}
export type Asked = 'outcome' | 'keyboard' | 'sessions' | 'handOver'

export interface PanelState {
  phase: 'starting' | 'noServer' | 'signedOut' | 'givenPassword' | 'ready'
  settings: Settings | null
  world: World | null
  psa: PsaLink | null
  isOnline: boolean
  /** What the tab shows; none before the first answer and where there is no tab. */
  view: TicketView | undefined
  isViewKnown: boolean
  /** The ticket the work is on. */
  subject: SessionTicket | null
  ticket: TicketStore | null
  session: SessionStore | null
  isOpening: boolean
  /** A session picked by hand stays while the tab shows what it showed then. */
  pickedWhile: string | null
  openSessions: readonly SessionRow[]
  screen: Screen
  /** Picked by hand; else the record says what one sees of the work. */
  lens: Lens | null
  /** What FlowPilot is to be asked as soon as it is shown. */
  wanted: TurnCause | null
  wantedScript: WantedScript | null
  /** The hand-off that is read before it is taken over. */
  handoffId: string | null
  /** The proposal that is looked at. */
  proposalId: string | null
  /** Sessions that a colleague has taken over from one, and that one works on all the same. */
  helpsIn: ReadonlySet<string>
  /** The dialog in front. */
  asked: Asked | null
  /** The last act that could not be done, in a sentence. */
  refusal: string | null
  /** Sessions taken up again since this panel opened, or since another ticket's was in front. */
  takenUp: ReadonlySet<string>
}

/** While nobody is signed in. */
export const EMPTY = {
  world: null,
  psa: null,
  subject: null,
  ticket: null,
  session: null,
  isOpening: false,
  pickedWhile: null,
  openSessions: [],
  screen: 'work' as const,
  lens: null,
  wanted: null,
  wantedScript: null,
  handoffId: null,
  proposalId: null,
  helpsIn: new Set<string>(),
  asked: null,
  refusal: null,
  takenUp: new Set<string>(),
}

/** Screens that stay while one goes from one ticket to another. */
export const OF_NO_TICKET: ReadonlySet<Screen> = new Set<Screen>([
  ...(['chat', 'queue', 'pickup', 'proposals', 'proposal'] as const),
])
