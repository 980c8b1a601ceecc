/**
 * Everything that surfaces say to each other: one entry per message.
 *
 * Each entry names who may send it and the shapes of question and answer; both are checked
 * where they arrive (`receive.ts`, `send.ts`). A content script may report what it sees and is
 * told what to insert. It can ask for nothing: no token, no list, no setting.
 */
import * as z from 'zod/mini'
import { Id } from '#shared/ids.ts'
import { WantedBoxes } from '#shared/note/boxes.ts'
import { Sighting, SiteOrigin, TicketNumber, TicketRef } from '#shared/ticket/ticket-ref.ts'
import { InsertionResult, MAX_NOTE_CHARACTERS, OpenNewNoteResult } from './insertion.ts'

/** `content`: our script in the top frame of a ConnectWise page. `extension`: worker, panel, pages. */
export type SenderKind = 'content' | 'extension'

interface Message {
  readonly from: readonly SenderKind[]
  readonly request: z.ZodMiniType
  readonly answer: z.ZodMiniType
}

const TabId = z.int().check(z.minimum(0))
const WindowId = z.int()
const Nothing = z.object({})

/** What a tab shows. */
export const TicketView = z.object({
  tabId: TabId,
  windowId: WindowId,
  /** Changes with each page load, so that a message never reaches the page that came after. */
  documentId: z.optional(z.string().check(z.maxLength(100))),
  sighting: Sighting,
  seenAt: z.iso.datetime(),
})
export type TicketView = z.infer<typeof TicketView>

/** A ConnectWise address the person has added beside the cloud. */
export const Site = z.object({ origin: SiteOrigin, isGranted: z.boolean() })
export type Site = z.infer<typeof Site>

export const MESSAGES = {
  /** Content script to worker: what the page shows now. */
  ticketSeen: { from: ['content'], request: z.object({ sighting: Sighting }), answer: Nothing },

  /** Content script to worker: somebody works in the page. When, and nothing of what. */
  workSeen: { from: ['content'], request: Nothing, answer: Nothing },
  /** Worker to panels: somebody works in the tab in front of this window. */
  workInView: {
    from: ['extension'],
    request: z.object({ windowId: WindowId }),
    answer: Nothing,
  },

  /** Panel to worker: what does the tab in front of this window show? Absent: no tab at all. */
  ticketInView: {
    from: ['extension'],
    request: z.object({ windowId: WindowId }),
    answer: z.object({ view: z.optional(TicketView) }),
  },
  /** Worker to panels: the answer to `ticketInView` is another now. */
  ticketInViewChanged: {
    from: ['extension'],
    request: z.object({ windowId: WindowId, view: z.optional(TicketView) }),
    answer: Nothing,
  },
  /** Panel to worker: every tab with a ticket. */
  ticketTabs: {
    from: ['extension'],
    request: Nothing,
    answer: z.object({ views: z.array(TicketView) }),
  },
  /** Panel to worker: bring this ticket to the front, in its tab or in a new one. */
  showTicket: {
    from: ['extension'],
    request: z.object({
      origin: SiteOrigin,
      ticketId: TicketNumber,
      codeBase: z.optional(z.string().check(z.regex(/^v[\w]{1,40}$/i))),
    }),
    answer: z.object({ tabId: TabId }),
  },

  /**
   * Page to the panel of its window: work on this session, which this browser keeps; or read how it
   * was handed over before taking it; or hand it over.
   */
  workOn: {
    from: ['extension'],
    request: z.object({
      windowId: WindowId,
      sessionId: Id,
      handoffId: z.optional(Id),
      isToBeHandedOver: z.optional(z.boolean()),
    }),
    answer: Nothing,
  },

  /** Panel or settings to worker: the ConnectWise addresses beside the cloud. */
  sites: { from: ['extension'], request: Nothing, answer: z.object({ sites: z.array(Site) }) },
  addSite: { from: ['extension'], request: z.object({ origin: SiteOrigin }), answer: Nothing },
  removeSite: { from: ['extension'], request: z.object({ origin: SiteOrigin }), answer: Nothing },

  /** Panel or worker to content script. */
  lookAgain: { from: ['extension'], request: Nothing, answer: z.object({ sighting: Sighting }) },
  insertNote: {
    from: ['extension'],
    request: z.object({
      ref: TicketRef,
      text: z.string().check(z.maxLength(MAX_NOTE_CHARACTERS)),
      /** Who is to read it. Without, nobody outside may: a ticked Discussion keeps it out. */
      flags: z.optional(WantedBoxes),
      /** Only after a person's click that says so: tick and untick boxes to fit the flags. */
      setBoxes: z.optional(z.boolean()),
      /** By the computer's clock: whoever asked waits no longer, so later nothing is written. */
      notAfterMs: z.optional(z.number()),
    }),
    answer: InsertionResult,
  },
  openNewNote: {
    from: ['extension'],
    request: z.object({ ref: TicketRef }),
    answer: OpenNewNoteResult,
  },
} as const satisfies Record<string, Message>

export type MessageName = keyof typeof MESSAGES
export type RequestOf<N extends MessageName> = z.infer<(typeof MESSAGES)[N]['request']>
export type AnswerOf<N extends MessageName> = z.infer<(typeof MESSAGES)[N]['answer']>

/** Messages of this shape are ours; their names and contents are still to be checked. */
export const Envelope = z.object({
  bridge: z.literal(1),
  name: z.string().check(z.maxLength(60)),
  request: z.unknown(),
})

export const NotAnswered = z.enum([
  /** No surface was there to answer: the page is closed, or older than the extension. */
  'nobody',
  /** A message nobody knows, of another shape, or from one who may not send it. */
  'unknown',
  'malformed',
  'notAllowed',
  /** The receiver failed; its own log says how. */
  'broke',
])
export type NotAnswered = z.infer<typeof NotAnswered>

/** How an answer travels: an error is never thrown across. */
export const Reply = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), answer: z.unknown() }),
  z.object({ ok: z.literal(false), code: NotAnswered }),
])

export type Answered<N extends MessageName> =
  | { ok: true; answer: AnswerOf<N> }
  | { ok: false; code: NotAnswered }

export function isMessageName(name: string): name is MessageName {
  return Object.hasOwn(MESSAGES, name)
}
