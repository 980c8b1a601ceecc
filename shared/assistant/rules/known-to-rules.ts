/** What a turn without a model is made from. */
import type { FlowContent } from '../../flow/flow.ts'
import type { TicketConfiguration } from '../../ticket/ticket.ts'
import type { TurnCause } from '../contract.ts'
import type { KnownToTurn } from '../gate-turn.ts'
import type { MinutesOf } from './flow-proposals.ts'

export interface KnownToRules extends KnownToTurn {
  cause: TurnCause
  devices: readonly TicketConfiguration[]
  /** The flow one stands in, else the one that fits the ticket best. */
  flow: MatchedFlow | null
}

export interface MatchedFlow {
  content: FlowContent
  version: string
  /** The ticket's words that called for it. */
  because: readonly string[]
  /** Minutes that its steps took so far, by node. */
  minutes: MinutesOf
  /** What its fixes came to. */
  similar: { worked: number; of: number } | null
}
