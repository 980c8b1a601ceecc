/**
 * The questions one may ask about how work goes: how much, which ways, how long, and where people
 * get stuck.
 *
 * Whoever leads sees the team and each of it; everybody else only what is their own, whatever they
 * ask for. All of it is counted from the team's own records on its own server.
 */
import * as z from 'zod/mini'
import { Id, Instant } from '../ids.ts'
import { route } from '../route.ts'

/** The days looked at where none are named. */
export const DEFAULT_DAYS = 30
/** No more at once than a little over a year. */
export const MOST_DAYS = 400

const span = {
  from: z.optional(Instant),
  /** Up to but without. */
  to: z.optional(Instant),
  /** Of one person; those who do not lead get their own, named or not. */
  personId: z.optional(Id),
}

/** The span and the person that the answer is about, as it was understood. */
const About = z.object({ from: Instant, to: Instant, personId: z.nullable(Id) })

const ShareOf = z.object({ good: z.int(), of: z.int() })
const Minutes = z.nullable(z.number())

const FlowNumbers = z.object({
  flowId: Id,
  flowName: z.string(),
  walks: z.int(),
  /** Ended well without being escalated, of those that count. */
  helped: ShareOf,
  /** Of own work, half took longer; none where no work was told. */
  medianMinutes: Minutes,
})
export type FlowNumbers = z.infer<typeof FlowNumbers>

const PersonNumbers = z.object({
  personId: Id,
  name: z.string(),
  sessions: z.int(),
  finished: z.int(),
  walks: z.int(),
  helped: ShareOf,
  medianMinutes: Minutes,
  escalations: z.int(),
})
export type PersonNumbers = z.infer<typeof PersonNumbers>

/** A step at which people get stuck. */
const Gap = z.object({
  flowId: Id,
  flowName: z.string(),
  node: z.string(),
  /** As the flow has it now; empty where it has it no more. */
  title: z.string(),
  /** Of the sessions that came to it, those that were handed over from here. */
  escalations: z.int(),
  sessions: z.int(),
  didNotHelp: z.int(),
})
export type Gap = z.infer<typeof Gap>

export const Numbers = z
  .extend(About, {
    usage: z.object({
      /** Begun in the span; what they have become since. */
      sessions: z.int(),
      finished: z.int(),
      minutes: z.number(),
      people: z.int(),
      /** Handed over as an escalation in the span. */
      escalations: z.int(),
      walks: z.int(),
    }),
    flows: z.array(FlowNumbers),
    people: z.array(PersonNumbers),
    gaps: z.array(Gap),
    /** Of the tickets that were opened with the panel beside them, those with a session. */
    tickets: ShareOf,
    /** Of the sentences written into tickets, those that rest on the record. */
    sentences: ShareOf,
    /** Of the hand-overs that were picked up and have ended, those after which no step was done again. */
    handovers: ShareOf,
    /** Of the accepted proposals that added to a flow, those that have helped in a later case. */
    proposals: ShareOf,
  })
  .check(z.meta({ id: 'Numbers' }))
export type Numbers = z.infer<typeof Numbers>

export const ReadNumbers = route({
  method: 'GET',
  path: '/numbers',
  summary: 'How work goes, in numbers: of the team for those who lead, of oneself for others',
  may: 'readOwnNumbers',
  request: z.object(span),
  response: Numbers,
})

/** How far back before the span it is looked how a branch did. */
export const DAYS_BEFORE = 180

const Branch = z.object({
  flowId: Id,
  flowName: z.string(),
  node: z.string(),
  /** As the flow has it now; empty where it has it no more. */
  title: z.string(),
  choice: z.nullable(z.string()),
  /** The words of the choice. */
  answer: z.nullable(z.string()),
  before: ShareOf,
  since: ShareOf,
})
export type Branch = z.infer<typeof Branch>

export const ReadFailingBranches = route({
  method: 'GET',
  path: '/numbers/failing-branches',
  summary: 'Branches of flows that helped before the span and have stopped helping in it',
  may: 'readOwnNumbers',
  request: z.object(span),
  response: z.extend(About, { branches: z.array(Branch) }),
})

const StepNumbers = z.object({
  node: z.string(),
  title: z.string(),
  /** None where the step has one way on, or for what was not settled. */
  choice: z.nullable(z.string()),
  walks: z.int(),
  helped: ShareOf,
  /** Of the same, those that were handed over as an escalation after it. */
  escalated: ShareOf,
  medianMinutes: Minutes,
})
export type StepNumbers = z.infer<typeof StepNumbers>

const Way = z.object({
  steps: z.array(z.object({ node: z.string(), choice: z.nullable(z.string()) })),
  walks: z.int(),
})
export type Way = z.infer<typeof Way>

export const NumbersOfFlow = z
  .extend(About, {
    flowId: Id,
    walks: z.int(),
    helped: ShareOf,
    medianMinutes: Minutes,
    steps: z.array(StepNumbers),
    /** Whole ways from the start, the most common first. */
    ways: z.array(Way),
    gaps: z.array(Gap),
  })
  .check(z.meta({ id: 'NumbersOfFlow' }))
export type NumbersOfFlow = z.infer<typeof NumbersOfFlow>

export const ReadNumbersOfFlow = route({
  method: 'GET',
  path: '/numbers/flows/:flowId',
  summary: 'How a flow is walked: its steps and branches, the common ways, where people get stuck',
  may: 'readOwnNumbers',
  request: z.object({ ...span, flowId: Id }),
  response: NumbersOfFlow,
})
