/**
 * What a technician does in the task lane, as calls: each records an event through the ordinary
 * door, and what tells FlowPilot something new lets it look. All of it works without a server;
 * FlowPilot looks when there is one.
 */
import type { EventData } from '#shared/session/event.ts'
import type { Check, Fix } from '#shared/session/lane.ts'
import type { FixDecision } from '#shared/session/lane-event.ts'
import type { Session } from '#shared/session/session.ts'
import type { AssistantStore } from '../../client/assistant-store.ts'
import type { PanelStore } from '../panel-store.ts'
import { resumed } from '../session/walk.ts'

export interface LaneActs {
  answer(questionId: string, text: string): Promise<boolean>
  dropQuestion(questionId: string): Promise<boolean>
  /** A foreseen result by its number, or another one in words. */
  finishCheck(check: Check, result: { outcome: number } | { text: string }): Promise<boolean>
  notPossible(checkId: string, why: string): Promise<boolean>
  skipCheck(checkId: string): Promise<boolean>
  confirm(statementId: string): Promise<boolean>
  change(statementId: string, text: string): Promise<boolean>
  withdraw(statementId: string): Promise<boolean>
  decide(fixId: string, decision: FixDecision): Promise<boolean>
  tried(fixId: string, outcome: Outcome, text: string): Promise<boolean>
}
type Outcome = NonNullable<Fix['tried']>['outcome']

export interface LaneDeps {
  panel: Pick<PanelStore, 'act'>
  sessionNow: () => Session | null
  assistant: Pick<AssistantStore, 'ask'>
}

export function createLaneActs({ panel, sessionNow, assistant }: LaneDeps): LaneActs {
  const act = (data: EventData) => {
    const at = sessionNow()
    return panel.act([...(at ? resumed(at) : []), data])
  }
  /** Something FlowPilot has not seen: it looks at it. */
  const news = async (data: EventData) => {
    const isRecorded = await act(data)
    if (isRecorded) assistant.ask('recorded')
    return isRecorded
  }
  return {
    answer: (questionId, text) => news({ type: 'question_answered', questionId, text }),
    dropQuestion: (questionId) => act({ type: 'question_dropped', questionId }),
    finishCheck(check, result) {
      const done = { type: 'check_done', checkId: check.id, result: 'done' } as const
      if ('outcome' in result) {
        const text = check.outcomes[result.outcome]?.result
        return text ? news({ ...done, outcome: result.outcome, text }) : Promise.resolve(false)
      }
      return news({ ...done, outcome: null, text: result.text })
    },
    notPossible: (checkId, text) =>
      news({ type: 'check_done', checkId, result: 'not_possible', outcome: null, text }),
    skipCheck: (checkId) => act({ type: 'check_dropped', checkId }),
    confirm: (statementId) => act({ type: 'statement_confirmed', statementId }),
    change: (statementId, text) => act({ type: 'statement_changed', statementId, text }),
    withdraw: (statementId) => act({ type: 'statement_withdrawn', statementId }),
    decide: (fixId, decision) => act({ type: 'fix_decided', fixId, decision }),
    tried(fixId, outcome, text) {
      const data = { type: 'fix_tried', fixId, outcome, text } as const
      // What worked needs nobody to think on; what did not, does.
      return outcome === 'worked' ? act(data) : news(data)
    },
  }
}
