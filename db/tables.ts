/**
 * The tables as Kysely sees them: rows in camelCase, columns in snake_case.
 *
 * Points in time are read as ISO text and written as text or `Date`. JSON columns are read
 * parsed and written through `asJson` (api/db.ts), since the drivers disagree about arrays.
 * Every table of a team has `teamId` first in its key.
 */

import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { TurnCause, TurnState } from '#shared/assistant/contract.ts'
import type { FixSource } from '#shared/assistant/count-past-fixes.ts'
import type { Exchange } from '#shared/assistant/exchange.ts'
import type { AssistantTest, InferenceGeo, RedactionPolicy } from '#shared/assistant/settings.ts'
import type { TurnPhase } from '#shared/assistant/turn-news.ts'
import type { MediaType } from '#shared/attachment/attachment.ts'
import type { ChatAnswer } from '#shared/chat/contract.ts'
import type { DocumentCause } from '#shared/document/contract.ts'
import type { FlowContent, Fork } from '#shared/flow/flow.ts'
import type { Briefing } from '#shared/handoff/contract.ts'
import type { Chunk, KnowledgeKind } from '#shared/knowledge/chunk.ts'
import type { Target } from '#shared/maintenance/batch.ts'
import type { Schedule } from '#shared/maintenance/schedule.ts'
import type { Preview, PsaWrite } from '#shared/note/contract.ts'
import type { Level } from '#shared/note/level.ts'
import type { RoundingStep } from '#shared/note/round-time.ts'
import type { ChannelKind, Way } from '#shared/notice/channel-contract.ts'
import type { NoticeKind, NoticeOpens } from '#shared/notice/notice.ts'
import type { QuietHours } from '#shared/notice/quiet-hours.ts'
import type { WalkStepHow } from '#shared/numbers/walks-of.ts'
import type { Role } from '#shared/person/rights.ts'
import type { Proposal, ProposalStatus, ProposedChange } from '#shared/proposal/contract.ts'
import type { FinishedPath } from '#shared/proposal/path-of.ts'
import type { ConnectionTest } from '#shared/psa/contract.ts'
import type { ScriptState } from '#shared/script/contract.ts'
import type { ScriptContent } from '#shared/script/script.ts'
import type {
  HashedFrom,
  NoteFlags,
  NoteKind,
  SessionTicket,
  StoredEvent,
  TimeEntryAsked,
} from '#shared/session/event.ts'
import type { HandoffEnd } from '#shared/session/handoff.ts'
import type { HandoffIntent, HandoffNeed } from '#shared/session/handoff-event.ts'
import type { Citation, FailureKind, ReplyMode, Tier } from '#shared/session/lane-event.ts'
import type { StepContent, Visibility } from '#shared/step-library/step-content.ts'
import type { Whose } from '#shared/ticket/authorisation.ts'
import type { TicketSummary } from '#shared/ticket/summary.ts'
import type { Ticket, TicketStamp } from '#shared/ticket/ticket.ts'
import type { TicketRef } from '#shared/ticket/ticket-ref.ts'

type Instant = ColumnType<string, string | Date, string | Date>
type MaybeInstant = ColumnType<
  string | null,
  string | Date | null | undefined,
  string | Date | null
>
/** Read parsed; written as the result of `asJson`, which the type of `sql` stands for. */
type Json<T> = ColumnType<T, T, T>
type Default<T> = Generated<T>

export interface TeamTable {
  id: string
  name: string
  createdAt: Instant
}

export interface PersonTable {
  teamId: string
  id: string
  email: string
  name: string
  role: Role
  isLead: Default<boolean>
  isServiceAccount: Default<boolean>
  /** Argon2id in its usual one-line form; none for the service account. */
  passwordHash: string | null
  /** It was given by an admin: one of their own comes before anything else. */
  mustChangePassword: Default<boolean>
  createdAt: Instant
  removedAt: MaybeInstant
}

/** One sign-in on one device, with all the refresh tokens that follow from it. */
export interface SignInFamilyTable {
  teamId: string
  id: string
  personId: string
  device: string
  /** Keyed hash of the network address it began from, to know a familiar one again. */
  addressHash: string
  startedAt: Instant
  lastUsedAt: Instant
  /** Whatever happens, it ends here. */
  endsAt: Instant
  endedAt: MaybeInstant
  endedWhy: string | null
  /** When the password was last asked for and right, other than by signing in. */
  provedAt: MaybeInstant
}

export interface RefreshTokenTable {
  teamId: string
  /** Hex SHA-256 of the token; the token itself is nowhere. */
  hash: string
  familyId: string
  issuedAt: Instant
  usedAt: MaybeInstant
  /** The token that followed, sealed, so that an answer that was lost can be given again. */
  successor: string | null
}

/** Counts of failed sign-ins. Not a team's: who knocks is not known yet. */
export interface SignInAttemptTable {
  key: string
  failures: number
  since: Instant
}

export interface PsaConnectionTable {
  teamId: string
  site: string
  companyId: string
  /** Sealed by `api/secrets.ts`. */
  publicKey: string
  privateKey: string
  keysSetAt: Instant
  keysSetBy: string
  lastTest: Json<ConnectionTest | null>
  membersReadAt: MaybeInstant
}

export interface PsaMemberTable {
  teamId: string
  memberId: number
  identifier: string
  name: string
  email: string | null
  isInactive: boolean
  personId: string | null
  matchedBy: 'email' | 'name' | 'hand' | null
}

export interface TicketCacheTable {
  teamId: string
  origin: string
  ticketId: number
  ticket: Json<Ticket>
  /** Its company in the spelling of a session's client, computed by the database. */
  client: GeneratedAlways<string | null>
  /** As ConnectWise spells it; compared, never computed with. */
  lastUpdated: string | null
  fetchedAt: Instant
}

export interface FlowTable {
  teamId: string
  id: string
  slug: string
  name: string
  /** The newest published version. */
  version: string
  kind: FlowContent['kind']
  summary: string
  category: string
  words: Json<string[]>
  tags: Json<string[]>
  isSubFlow: boolean
  /** Titles of the steps, to tell where a search matched. */
  stepTitles: Json<string[]>
  /** What it is a copy of. */
  forkOf: Json<Fork | null>
  /** Who made it, and when; later versions may be of others. */
  authorId: string
  madeAt: Instant
  publishedAt: Instant
  /** Weighted words, written by the query that publishes. */
  searchWords: string
  /** Plain lower-case text for matching mistyped words. */
  searchText: string
  /** Since when it is in no library any more. */
  removedAt: MaybeInstant
}

export interface FlowVersionTable {
  teamId: string
  /** SHA-256 of the content, canonically written. */
  version: string
  flowId: string
  content: Json<FlowContent>
  authorId: string
  publishedAt: Instant
}

export interface SessionTable {
  teamId: string
  id: string
  /** Who has it now. */
  ownerId: string
  /** Who began it. */
  startedBy: string
  /** The last event's number and hash. */
  version: number
  hash: string
  ticketOrigin: string | null
  ticketId: number | null
  ticket: Json<SessionTicket | null>
  /** Its client in one spelling, computed by the database. */
  client: GeneratedAlways<string | null>
  status: 'active' | 'paused' | 'escalated' | 'finished'
  flowName: string | null
  standing: string | null
  outcome: string | null
  startedAt: Instant
  lastAt: Instant
  minutesWorked: number
  /** Of the checklist of a target of maintenance; 0 of 0 for any other work. */
  stepsSettled: Default<number>
  steps: Default<number>
  /** Whether its walks are told to the numbers as the record stands. */
  walksKept: Default<boolean>
  /** Whether what it has tried is kept as the record stands. */
  triedKept: Default<boolean>
}

export interface SessionEventTable {
  teamId: string
  sessionId: string
  seq: number
  /** The event's own id. */
  id: string
  type: string
  /** The event as stored, with number and hash: goes out as the bytes that came in. */
  stored: Json<StoredEvent>
}

/** What is to be written of a note or of a time entry, and how far it is. */
export type WriteHalf = 'none' | 'to_do' | 'sent' | 'done' | 'failed'

/** Writes into tickets, asked for in the same transaction as the event that tells of it. */
export interface PsaWriteTable {
  teamId: string
  id: string
  sessionId: string
  personId: string
  noteKind: NoteKind
  origin: string
  ticketId: number
  recordType: 'service' | 'project' | 'unknown'
  /** As it was confirmed: where and when it was read. */
  ticket: Json<TicketRef>
  text: string
  sha256: string
  /** The short stable mark by which a read-back knows the note again. */
  mark: string
  flags: Json<NoteFlags>
  mailContact: boolean
  time: Json<TimeEntryAsked | null>
  seen: Json<TicketStamp | null>
  /** The version and hash of the record that the text was made from. */
  madeFrom: Json<HashedFrom | null>
  state: PsaWrite['state']
  /** Everything that was asked for, hashed: the same id with another content is refused. */
  askedHash: string
  /** The two halves settle each for itself; `sent` until it is known what became of it. */
  noteHalf: WriteHalf
  timeHalf: WriteHalf
  /** When the half that is `sent` went out last; stored before it goes. */
  sentAt: MaybeInstant
  /** How often something went out and no answer told what became of it. */
  silences: Default<number>
  message: Default<string>
  canRetry: Default<boolean>
  attempts: Default<number>
  psaNoteId: number | null
  psaTimeEntryId: number | null
  author: string | null
  askedAt: Instant
  settledAt: MaybeInstant
  /** Who works on it and until when; past that another may. */
  leaseBy: string | null
  leaseUntil: MaybeInstant
  nextTryAt: MaybeInstant
}

export interface ClientFactTable {
  teamId: string
  /** The client's name, folded to lower case. */
  client: string
  name: string
  value: string
  setAt: Instant
  setBy: string
  /** None where it was told outside of the work on a ticket. */
  sessionId: string | null
  /** The values that whoever told this one knew of. */
  knew: Default<string[]>
  /** Told by somebody who did not know of `value`, and not settled since. */
  other: { value: string; setAt: string; setBy: string } | null
}

/** One call of a model: what it was for, was and cost. Never what was said in it. */
export interface AiCallTable {
  teamId: string
  id: string
  at: Instant
  /** `2026-03`, in UTC: the month whose budget it is on. */
  month: string
  purpose: string
  sessionId: string | null
  turnId: string | null
  ticketOrigin: string | null
  ticketId: number | null
  /** None for what the program does by itself. */
  personId: string | null
  isOwnKey: boolean
  tierRequested: Tier
  tierServed: Tier | null
  modelRequested: string
  modelServed: string | null
  effort: string
  routerVersion: string | null
  reasons: Json<string[]>
  promptVersion: string | null
  schemaVersion: string | null
  priceVersion: string
  requestId: string | null
  stopReason: string | null
  failure: FailureKind | null
  /** As the vendor counted; as it was reckoned until it is settled. */
  inputTokens: Default<number>
  cacheReadTokens: Default<number>
  /** Kept for five minutes, and for an hour. */
  cacheWriteShortTokens: Default<number>
  cacheWriteLongTokens: Default<number>
  outputTokens: Default<number>
  /** Part of the output. */
  thinkingTokens: Default<number>
  /** Millionths of a dollar; the estimate until it is settled. */
  costMicro: number
  firstTextMs: number | null
  totalMs: number | null
  /** None while it runs; `settle-lost.ts` settles it where its process died. */
  settledAt: MaybeInstant
}

export interface AiBudgetTable {
  teamId: string
  month: string
  /** The sum of the month's calls. */
  usedMicro: number
}

export interface AssistantSettingTable {
  teamId: string
  /** The team's own key, sealed by `api/secrets.ts`. */
  apiKey: string | null
  keySetAt: MaybeInstant
  keySetBy: string | null
  lastTest: Json<AssistantTest | null>
  /** None takes what the installation says. */
  monthlyLimitMicro: number | null
  sessionLimitMicro: number | null
  turnsPerMinute: number | null
  redactionPolicy: Default<RedactionPolicy>
  inferenceGeo: InferenceGeo | null
}

/** What somebody has asked and a process works on until it is answered. */
export interface AnsweredTable {
  teamId: string
  id: string
  /** Who asked. */
  personId: string
  /** Everything that was asked for, hashed: the same id with another content is refused. */
  askedHash: string
  state: TurnState
  phase: TurnPhase
  tier: Tier | null
  retryAfterSeconds: number | null
  /** Who works on it and until when; past that another ends it. */
  leaseBy: string
  leaseUntil: Instant
  startedAt: Instant
  endedAt: MaybeInstant
}

/** One exchange with FlowPilot, from asked to recorded. */
export interface TurnTable extends AnsweredTable {
  sessionId: string
  cause: TurnCause
  isDeep: boolean
  /** What has been said so far, for those who follow in another process. */
  text: Default<string>
  /** The record's version that it looked at, and the one that holds what it yielded. */
  baseVersion: number
  version: number | null
  mode: ReplyMode | null
  reasons: Json<string[]>
  failure: FailureKind | null
  /** What was said to the model and by it, without secrets and names: the next turn goes on from it. */
  exchange: Json<Exchange | null>
}

/** A ticket in a few sentences, as of one state of it. */
export interface TicketSummaryTable {
  teamId: string
  origin: string
  ticketId: number
  /** Hash of the ticket's stamp; with what was made of it, none while the first is being made. */
  stamp: string | null
  body: Json<TicketSummary | null>
  mode: ReplyMode | null
  madeAt: Instant | null
  /** Of which state one is being made, and how long nobody else makes it. */
  makingStamp: string | null
  leaseUntil: Instant | null
}

/** Who did what, when, from where, with which result. Never contents, never secrets. */
export interface AuditTable {
  teamId: string
  seq: number
  at: Instant
  /** None for what the program did, or somebody who could not be named. */
  personId: string | null
  act: string
  object: string | null
  address: string | null
  result: 'done' | 'refused'
  hash: string
}

/** A note worded for one state of a session's record. */
export interface PreviewTable {
  teamId: string
  sessionId: string
  noteKind: NoteKind
  stateVersion: number
  /** Prompt, composer and time zone that it was made with, in one line. */
  madeWith: string
  /** None while it is being made, by whoever holds the lease. */
  preview: Json<Preview | null>
  leaseUntil: MaybeInstant
  madeAt: Instant
}

export interface ScriptTemplateTable {
  teamId: string
  id: string
  name: string
  state: ScriptState
  /** Rises with each change. */
  revision: number
  content: Json<ScriptContent>
  authorId: string
  /** The fix it was drafted from, in its session. */
  fromSession: string | null
  fromFix: string | null
  createdAt: Instant
  updatedAt: Instant
}

/** A template as it was after one change. */
export interface ScriptVersionTable {
  teamId: string
  scriptId: string
  revision: number
  state: ScriptState
  content: Json<ScriptContent>
  savedBy: string
  savedAt: Instant
}

/** A script that was made from a template. Sensitive values are nowhere in it. */
export interface ScriptGenerationTable {
  teamId: string
  id: string
  templateId: string
  revision: number
  sessionId: string | null
  personId: string
  /** Everything that was asked for, hashed: the same id with another content is refused. */
  given: string
  parameters: Json<Record<string, string>>
  /** As it was answered, so that it is answered the same when the template has changed. */
  script: string
  madeAt: Instant
}

/** A passage that is found and cited by itself. Where there is pgvector it has an `embedding`. */
export interface KnowledgeChunkTable {
  teamId: string
  /** The id of its citation. */
  id: string
  sourceKind: KnowledgeSource
  sourceId: string
  /** Of the source, and of the rules it was cut by. */
  sourceVersion: string
  kind: KnowledgeKind
  reach: Chunk['reach']
  /** Whose case it is, as client facts spell it; none for what is nobody's. */
  client: string | null
  citation: Json<Citation>
  header: string
  body: string
  searchWords: string
  learnedAt: Instant
  /** Of the vector that stands beside it. */
  embeddingModel: string | null
  embeddingDims: number | null
}

export type KnowledgeSource = 'flow' | 'session' | 'article'

export interface KnowledgeWordTable {
  teamId: string
  word: string
}

/** A source that has changed since it was learned. */
export interface KnowledgeDueTable {
  teamId: string
  sourceKind: KnowledgeSource
  sourceId: string
  askedAt: Instant
}

/** A file attached to a session. */
export interface AttachmentTable {
  teamId: string
  id: string
  sessionId: string
  fileName: string
  mediaType: MediaType
  bytes: number
  /** Under which its bytes lie in the file store. */
  sha256: string
  storedBy: string
  storedAt: Instant
}

/** The documentation of a session as it stood when its work was ended. */
/** One waits for each session at most; the session's record is what counts. */
export interface HandoffTable {
  teamId: string
  id: string
  sessionId: string
  intent: HandoffIntent
  reason: string
  byId: string | null
  toId: string | null
  priority: string | null
  lacking: Json<HandoffNeed[]>
  at: Instant
  endedHow: HandoffEnd | null
  endedBy: string | null
  endedAt: Instant | null
  /** In which the briefing tells times. */
  timeZone: string
  briefing: Json<Briefing['sections']>
  briefingMode: ReplyMode
  briefingAt: Instant
  /** Steps done again by whoever picked it up; told once the session is over. */
  repeated: Default<number | null>
}

export interface NoticeTable {
  teamId: string
  id: string
  personId: string
  kind: NoticeKind
  /** What it is about: told to a person once of each kind. */
  subject: string
  byId: string | null
  byName: string
  text: string
  opens: Json<NoticeOpens>
  at: Instant
  readAt: MaybeInstant
}

/** A chat that is told of escalations. */
export interface NoticeChannelTable {
  teamId: string
  kind: ChannelKind
  /** Sealed: whoever has it may write there. */
  address: string
  host: string
  setAt: Instant
  setBy: string
  lastAt: MaybeInstant
  lastFailure: string | null
}

/** One notice on its way out. */
export interface NoticeDeliveryTable {
  teamId: string
  id: string
  way: Way
  kind: NoticeKind
  subject: string
  /** Whom a mail is for. */
  personId: string | null
  text: string
  link: string | null
  at: Instant
  /** Not before. */
  dueAt: Instant
  state: 'waiting' | 'sent' | 'failed'
  tries: number
  /** Somebody sends it, until then. */
  claimedUntil: MaybeInstant
  failure: string | null
  /** It was sent once, and no answer came. */
  mayHaveArrived: boolean
  endedAt: MaybeInstant
}

/** What one person wishes to be told, and when. */
export interface NoticeWishTable {
  teamId: string
  personId: string
  mailed: Json<NoticeKind[]>
  inBrowser: boolean
  quietHours: Json<QuietHours | null>
}

export interface SessionDocumentTable {
  teamId: string
  sessionId: string
  /** The event that ended the work. */
  id: string
  cause: DocumentCause
  version: number
  text: string
  /** Hex SHA-256 of the text. */
  hash: string
  madeAt: Instant
}

/** A question to what the team knows, and its answer; nobody but who asked reads it. */
export interface ChatQuestionTable extends AnsweredTable {
  /** Without secrets. */
  text: string
  /** For whom the session at hand is, as client facts spell it. */
  client: string | null
  sessionId: string | null
  /** What has been said so far, for those who follow in another process. */
  said: Default<string>
  answer: Json<ChatAnswer | null>
}

/** An answer that was taken in a session that was finished. */
export interface AnswerTakenTable {
  teamId: string
  sessionId: string
  flowId: string
  node: string
  choice: string
  finishedAt: Instant
}

/** A session that was begun as a first-level walk. */
/** Of a session that has tried something: by what it is found again. */
export interface TriedBeforeTable {
  teamId: string
  sessionId: string
  /** In one spelling; empty where none is known. */
  client: string
  /** Words of the symptom. */
  symptom: string[]
  /** What may be a device's name, of all that it says, masked. */
  names: string[]
  /** When something was tried last. */
  at: Instant
}

export interface FirstLevelWalkTable {
  teamId: string
  sessionId: string
  /** Not while somebody has it to whom it was escalated. */
  isWalk: boolean
  /** Who has it, or had it at its end. */
  walkedBy: string
  /** When it ended, while nobody has said that it holds. */
  waitsSince: MaybeInstant
  /** Since when its ticket was found closed at every look. */
  closedSince: MaybeInstant
  /** When that was seen last: after a gap it begins anew. */
  seenClosedAt: MaybeInstant
  lookedAt: MaybeInstant
}

/** A run of a flow as somebody worked on it. */
export interface WalkTable {
  teamId: string
  sessionId: string
  runId: string
  personId: string
  flowId: string
  flowName: string
  /** Of the rows of a run, the one by which it is counted. */
  counts: boolean
  minutes: number | null
  hasHelped: boolean | null
  /** `node:choice` by `node:choice`. */
  way: string
  at: Instant
}

export interface WalkStepTable {
  teamId: string
  sessionId: string
  position: number
  runId: string
  flowId: string
  node: string
  choice: string | null
  how: WalkStepHow
  personId: string
  minutes: number | null
  hasHelped: boolean | null
  at: Instant
}

/** How many sentences of a written note rest on the record. */
export interface NoteGroundsTable {
  teamId: string
  sessionId: string
  eventId: string
  personId: string
  sentences: number
  grounded: number
  at: Instant
}

/** A ticket that a person had open beside the panel, once a day. */
export interface TicketOpenedTable {
  teamId: string
  personId: string
  openedOn: string
  origin: string
  ticketId: number
}

/** What a person said of a step of a flow. */
export interface StepRatingTable {
  teamId: string
  sessionId: string
  runId: string
  node: string
  personId: string
  flowId: string
  version: string
  verdict: 'helped' | 'to_mend'
  text: string
  ratedAt: Instant
}

/** How the words of one note came about; none of its text. */
export interface NoteWordingTable {
  teamId: string
  sessionId: string
  eventId: string
  noteKind: NoteKind
  mode: ReplyMode
  flagged: number
  taken: number
  words: number
  changedWords: number
  writtenAt: Instant
}

/** What became of a fix that was tried, in a session that was finished. */
export interface FixOutcomeTable {
  teamId: string
  sessionId: string
  fixId: string
  /** Who was sure of it; none where that is not known. */
  source: FixSource | null
  /** The flow it was found in, by its slug. */
  flow: string | null
  title: string
  scriptTemplate: string | null
  /** As it was stated, 0 to 100. */
  confidence: number
  worked: boolean
  /** The session was opened again after it: whether it held is not known. */
  cameBack: Default<boolean>
  triedAt: Instant
}

/** What a team tells FlowPilot of its own ways, from one save to the next. */
export interface GuidanceTable {
  teamId: string
  version: number
  text: string
  savedBy: string
  savedAt: Instant
}

/** How hard a team takes the checks of its notes and how it rounds time, as a lead saved it last. */
export interface NoteCheckRuleTable {
  teamId: string
  version: number
  levels: Json<Record<string, Level>>
  roundUpTo: Default<RoundingStep>
  savedBy: string
  savedAt: Instant
}

/** Whose changes somebody must have agreed to, as a lead saved it last. */
export interface AuthorisationRuleTable {
  teamId: string
  version: number
  whose: Whose
  clients: string[]
  savedBy: string
  savedAt: Instant
}

/** A page of text that a lead has pasted; secrets in it are masked. */
export interface ArticleTable {
  teamId: string
  id: string
  title: string
  text: string
  revision: number
  savedBy: string
  savedAt: Instant
}

/** Where a team keeps a flow of its library. */
export interface FlowFolderTable {
  teamId: string
  flowId: string
  folder: Json<string[]>
  /** The names of the folders, written by the query that puts it there. */
  searchWords: string
}

/** A flow that somebody has marked for themselves. */
export interface FlowFavouriteTable {
  teamId: string
  personId: string
  flowId: string
  markedAt: Instant
}

/** A step that is used again: written for the library, or as the newest version of a flow has it. */
export interface LibraryStepTable {
  teamId: string
  id: string
  title: string
  content: Json<StepContent>
  visibility: Visibility
  /** Rises with each change. */
  revision: number
  authorId: string
  savedAt: Instant
  /** The flow and the step of it; none where it was written here. */
  sourceFlowId: ColumnType<string | null, string | null | undefined, never>
  sourceNode: ColumnType<string | null, string | null | undefined, never>
  /** False where its flow has it no more. */
  isActive: Default<boolean>
  searchWords: string
  searchText: string
}

/** What somebody says of a step of the library; the last word of each. */
export interface StepReviewTable {
  teamId: string
  stepId: string
  personId: string
  stars: number
  text: string
  reviewedAt: Instant
}

/** A flow that somebody is still writing: nobody is led through it. */
export interface FlowDraftTable {
  teamId: string
  id: string
  /** The flow and the version of it that it was begun from; none for a new one. */
  flowId: string | null
  basedOn: string | null
  name: string
  kind: FlowContent['kind']
  isFork: Default<boolean>
  content: Json<FlowContent>
  /** Rises with each save. */
  revision: number
  authorId: string
  savedBy: string
  savedAt: Instant
}

export interface MaintenancePlanTable {
  teamId: string
  id: string
  flowId: string
  name: string
  client: string
  targets: Json<Target[]>
  /** None: it is begun by hand only. */
  schedule: Json<Schedule | null>
  isPaused: boolean
  /** None where nothing is due. */
  nextDue: Instant | null
  /** Rises with each change. */
  revision: number
  savedBy: string
  savedAt: Instant
  removedAt: Instant | null
}

/** One batch of a plan, as it was begun. */
export interface MaintenanceBatchTable {
  teamId: string
  id: string
  planId: string
  flowId: string
  flowVersion: string
  flowName: string
  name: string
  client: string
  /** None where somebody began it. */
  due: Instant | null
  startedBy: string | null
  startedAt: Instant
}

export interface MaintenanceTargetTable {
  teamId: string
  batchId: string
  /** From 1 on. */
  position: number
  name: string
  detail: string | null
  /** Of a session that may have yet to begin. */
  sessionId: string
  /** Why it is left out, and who said so. */
  leftOut: ColumnType<string | null, undefined, string>
  leftOutBy: ColumnType<string | null, undefined, string>
}

/** A session that was finished, opened again or masked since it was last learned from. */
export interface PathDueTable {
  teamId: string
  sessionId: string
  askedAt: Instant
  /** Nobody is told of what comes of it. */
  isSilent: Default<boolean>
}

/** What a finished session can teach, masked and without names. */
export interface FinishedPathTable {
  teamId: string
  sessionId: string
  /** Who finished it. */
  byId: string
  path: Json<FinishedPath>
  /** Of what no flow fits: by which sessions that did the same find each other. */
  cluster: string | null
  isFirstLevel: boolean
  at: Instant
}

/** A flow that the session went by. Of a copy that a proposal made, the original. */
export interface PathFlowTable {
  teamId: string
  sessionId: string
  flowId: string
  /** Of what it would change there; null where that is nothing. */
  pattern: string | null
  at: Instant
}

export interface ProposalTable {
  teamId: string
  id: string
  /** Rises with each change of what is decided about; a further source is none. */
  revision: number
  status: ProposalStatus
  kind: 'patch' | 'newFlow'
  pattern: string
  /** By which the sessions went; none for a new flow. */
  flowId: string | null
  /** Against which it is drawn: the flow itself, or the team's copy of a built-in one. */
  baseFlowId: string | null
  baseVersion: string | null
  flowName: string
  title: string
  changes: Json<ProposedChange[]>
  /** Of one that is over it may be gone. */
  newFlow: Json<FlowContent | null>
  replay: Json<Proposal['replay']>
  raisedAt: Instant
  changedAt: Instant
  decidedBy: string | null
  decidedAt: Instant | null
  reason: string | null
  accepted: Json<string[] | null>
  /** Where it was published. */
  madeFlowId: string | null
  madeVersion: string | null
  /** Of a new flow: when it was last held against what the team has published. */
  heldAgainstAt: MaybeInstant
}

export interface ProposalSourceTable {
  teamId: string
  proposalId: string
  /** One of the two. */
  sourceSessionId: string | null
  l1SessionId: string | null
  sessionId: GeneratedAlways<string>
  byId: string | null
  isOffered: boolean
  at: Instant
}

/** What leads have declined, or left out of what they accepted. */
export interface ProposalDeclinedTable {
  teamId: string
  pattern: string
  /** In how many sessions it had been seen. */
  seen: number
  reason: string
  at: Instant
}

export interface Database {
  team: TeamTable
  person: PersonTable
  signInFamily: SignInFamilyTable
  refreshToken: RefreshTokenTable
  signInAttempt: SignInAttemptTable
  psaConnection: PsaConnectionTable
  psaMember: PsaMemberTable
  ticketCache: TicketCacheTable
  flow: FlowTable
  flowVersion: FlowVersionTable
  session: SessionTable
  sessionEvent: SessionEventTable
  psaWrite: PsaWriteTable
  clientFact: ClientFactTable
  aiCall: AiCallTable
  aiBudget: AiBudgetTable
  assistantSetting: AssistantSettingTable
  turn: TurnTable
  ticketSummary: TicketSummaryTable
  audit: AuditTable
  preview: PreviewTable
  scriptTemplate: ScriptTemplateTable
  scriptVersion: ScriptVersionTable
  scriptGeneration: ScriptGenerationTable
  knowledgeChunk: KnowledgeChunkTable
  knowledgeWord: KnowledgeWordTable
  knowledgeDue: KnowledgeDueTable
  attachment: AttachmentTable
  handoff: HandoffTable
  notice: NoticeTable
  noticeChannel: NoticeChannelTable
  noticeDelivery: NoticeDeliveryTable
  noticeWish: NoticeWishTable
  sessionDocument: SessionDocumentTable
  chatQuestion: ChatQuestionTable
  fixOutcome: FixOutcomeTable
  answerTaken: AnswerTakenTable
  stepRating: StepRatingTable
  firstLevelWalk: FirstLevelWalkTable
  triedBefore: TriedBeforeTable
  walk: WalkTable
  walkStep: WalkStepTable
  noteGrounds: NoteGroundsTable
  pathDue: PathDueTable
  finishedPath: FinishedPathTable
  pathFlow: PathFlowTable
  proposal: ProposalTable
  proposalSource: ProposalSourceTable
  proposalDeclined: ProposalDeclinedTable
  ticketOpened: TicketOpenedTable
  noteWording: NoteWordingTable
  guidance: GuidanceTable
  authorisationRule: AuthorisationRuleTable
  noteCheckRule: NoteCheckRuleTable
  article: ArticleTable
  flowDraft: FlowDraftTable
  libraryStep: LibraryStepTable
  stepReview: StepReviewTable
  flowFolder: FlowFolderTable
  maintenancePlan: MaintenancePlanTable
  maintenanceBatch: MaintenanceBatchTable
  maintenanceTarget: MaintenanceTargetTable
  flowFavourite: FlowFavouriteTable
}
