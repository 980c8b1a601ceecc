/**
 * What a technician does while walking, as calls: each makes the events the flow's rules say
 * and records them. Nothing here knows where one stands; the record does.
 */
import type { Attachment } from '#shared/attachment/attachment.ts'
import type { ClientFact } from '#shared/client-fact/contract.ts'
import { valuesToFillIn } from '#shared/client-fact/standing.ts'
import { enterFlow, pinsOf } from '#shared/flow/enter-flow.ts'
import { clip, LINE, valuesOf } from '#shared/flow/fill-sentences.ts'
import { fillVariables } from '#shared/flow/fill-variables.ts'
import { finishOwnStep } from '#shared/flow/finish-own-step.ts'
import type { Command } from '#shared/flow/flow.ts'
import { goBack } from '#shared/flow/go-back.ts'
import { insertStep, type OwnStep, openStep, ownOf, tickStep } from '#shared/flow/tick-step.ts'
import {
  answerNode,
  endHere,
  enterSubFlow,
  failAttempt,
  giveValue,
  type HowKept,
  placeInFlow,
} from '#shared/flow/walk.ts'
import type { OutputFact } from '#shared/parse/output.ts'
import { checklistHere } from '#shared/session/checklist.ts'
import type { Tick } from '#shared/session/checklist-event.ts'
import type { EventData } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import type { StatementKind } from '#shared/session/statement.ts'
import type { StepContent } from '#shared/step-library/step-content.ts'
import type { PanelStore } from '../panel-store.ts'
import type { FlowLibrary } from './flow-library.ts'

export interface Walk {
  /** From its start, or from a node of it. */
  start(version: string, from?: string): Promise<boolean>
  choose(choiceId: string): Promise<boolean>
  give(value: string, how?: HowKept): Promise<boolean>
  /** Where a step names two flows, into this one. */
  enterSub(slug?: string): Promise<boolean>
  end(): Promise<boolean>
  fail(why: 'did_not_help' | 'not_possible', text: string): Promise<boolean>
  back(): Promise<boolean>
  setVariable(name: string, value: string, how: HowKept): Promise<boolean>
  copied(command: Pick<Command, 'where' | 'safety'>, filled: string): Promise<boolean>
  keepOutput(text: string): Promise<boolean>
  /** What kept output says, as statements of whoever keeps them, each with its line. */
  keepFacts(outputId: string, facts: readonly OutputFact[]): Promise<boolean>
  /** Names the file in the record; its bytes are kept before. */
  attach(file: Attachment): Promise<boolean>
  detach(attachmentId: string): Promise<boolean>
  openLink(link: { title: string; url: string }): Promise<boolean>
  note(text: string, kind: StatementKind): Promise<boolean>
  addCustomStep(title: string): Promise<boolean>
  /** As the library has it now. */
  addLibraryStep(step: StepContent): Promise<boolean>
  finishCustomStep(
    step: { id: string; title: string; says: string },
    result: 'done' | 'did_not_help' | 'not_possible',
    text: string,
  ): Promise<boolean>
  dropCustomStep(id: string): Promise<boolean>
  /** Opens another step of the checklist one stands in. */
  openStep(nodeId: string): Promise<boolean>
  tick(nodeId: string, tick: Tick): Promise<boolean>
  /** The step that is open. */
  tickHere(tick: Tick): Promise<boolean>
  untick(stepId: string): Promise<boolean>
  /** Back to the step that this checklist was entered from. */
  leaveList(): Promise<boolean>
  /** Says something of the step of the flow one stands at, for those who look after the flow. */
  rate(verdict: 'helped' | 'to_mend', text: string): Promise<boolean>
  pause(waitingFor?: string, until?: string): Promise<boolean>
  resume(): Promise<boolean>
}

export interface WalkDeps {
  panel: PanelStore
  library: Pick<FlowLibrary, 'flowOf' | 'bySlug' | 'holdWithSubFlows'>
  newId: () => string
  /** Opens an address in a tab of its own, after it has been recorded. */
  openTab: (url: string) => void
  /** Values of the client from earlier work, to fill in when a flow starts. */
  clientFacts: {
    /** Of the client in front, as far as they were read already. */
    atHand(): readonly ClientFact[]
    /** Keeps what is recorded now for the client who is in front now, whoever is there when it is. */
    teller(): (name: string, value: string) => Promise<void>
  }
  now: () => number
}

export function createWalk(deps: WalkDeps): Walk {
  const { panel, library, newId } = deps
  const { flowOf } = library

  const session = (): Session | null => panel.getState().session?.getState().session ?? null
  const act = (...data: EventData[]) => panel.act(data)
  const inFront = () => {
    const { session: shown, subject } = panel.getState()
    const ref = subject?.ref
    return shown?.sessionId ?? (ref ? `${ref.origin} ${ref.ticketId}` : subject?.number)
  }
  const inFlow = async (make: (at: Session) => EventData[]) => {
    const at = session()
    if (!at) return false
    const data = make(at)
    // Whose ticket it is may have been read only after the flow began.
    const versions = at.runs.flatMap(({ flow, pins }) => [flow, ...pins])
    if (data.length > 0) {
      return act(...resumed(at), ...fillIn(deps, versions, deps.clientFacts.atHand(), at), ...data)
    }
    panel.tell('There is nothing to do here with that. Look at where the walk stands.')
    return false
  }

  // Nothing to do is nothing to tell: the step was settled a moment ago, or is open already.
  const inList = async (make: (at: Session) => EventData[]) => {
    const at = session()
    const data = at ? make(at) : []
    return at !== null && data.length > 0 && act(...resumed(at), ...data)
  }
  /** A second press on the same step, while the first is still being recorded, is none. */
  const ticking = new Set<string>()
  const ticked = async (nodeId: string, tick: Tick) => {
    if (ticking.has(nodeId)) return false
    ticking.add(nodeId)
    const isRecorded = await inList((at) => tickStep(at, flowOf, nodeId, tick))
    ticking.delete(nodeId)
    return isRecorded
  }

  const addOwn = (own: OwnStep) => {
    const at = session()
    const list = at && checklistHere(at)
    const inList = at && list ? insertStep(at, own, list.at?.place.nodeId ?? null) : []
    const [added = { type: 'custom_step_added' as const, ...own }] = inList
    return act(...(at ? resumed(at) : []), added)
  }

  return {
    async start(version, from) {
      const ticket = inFront()
      const flow = await library.holdWithSubFlows(version)
      if (ticket !== inFront()) {
        panel.tell('The flow was not started: you turned to another ticket meanwhile.')
        return false
      }
      if (!flow) {
        panel.tell(
          'This flow is not kept in this browser yet and cannot be fetched now. Pick another one, or go on without a flow.',
        )
        return false
      }
      const at = session()
      const pins = pinsOf(flow, library.bySlug)
      const facts = fillIn(deps, [flow, ...pins], deps.clientFacts.atHand(), at)
      const entered = enterFlow(flow, pins, newId(), null, from)
      return act(...(at ? resumed(at) : []), ...facts, entered)
    },
    choose: (choiceId) => inFlow((at) => answerNode(at, flowOf, choiceId)),
    async give(value, how) {
      const at = session()
      const tell = deps.clientFacts.teller()
      const isGiven = await inFlow((now) => giveValue(now, flowOf, value, how))
      const here = at && placeInFlow(at, flowOf)
      if (isGiven && here && typeof here === 'object' && here.node.kind === 'input') {
        const { variable: name } = here.node
        const isKept = here.flow.variables.some((one) => one.name === name && one.keep === 'client')
        if ((how?.keep ?? (isKept ? 'client' : 'session')) === 'client') {
          await tell(name, value.trim())
        }
      }
      return isGiven
    },
    enterSub: (slug) => inFlow((at) => enterSubFlow(at, flowOf, newId(), slug)),
    end: () => inFlow((at) => endHere(at, flowOf)),
    fail: (why, text) => inFlow((at) => failAttempt(at, flowOf, why, text)),
    back: () => {
      const at = session()
      const event = at && goBack(at)
      return event ? act(...resumed(at), event) : Promise.resolve(false)
    },
    async setVariable(name, value, { keep, knew }) {
      const known = knew.length > 0 ? { knew } : {}
      const set = { type: 'variable_set' as const, name, value, keep, ...known }
      const tell = deps.clientFacts.teller()
      const isSet = await act({ ...set, source: 'typed' })
      if (isSet && keep === 'client') await tell(name, value)
      return isSet
    },
    copied({ where, safety }, filled) {
      const at = session()
      const place = where && at ? clip(fillVariables(where, valuesOf(at)).text, LINE) : where
      const told = place ? { where: place } : {}
      return act({ type: 'command_copied', command: filled, safety, ...told })
    },
    keepOutput(text) {
      const command = session()?.commands.at(-1)?.command
      return act({ type: 'output_pasted', text, ...(command ? { command } : {}) })
    },
    keepFacts: (outputId, facts) =>
      act(
        ...facts.map(({ text, quote }) => ({
          type: 'statement_added' as const,
          kind: 'test' as const,
          text,
          source: { kind: 'step_result' as const, ref: outputId, quote, isFound: true },
        })),
      ),
    attach(file) {
      const at = session()
      const here = at && placeInFlow(at, flowOf)
      const title =
        at && here && typeof here === 'object'
          ? clip(fillVariables(here.node.title, valuesOf(at)).text, LINE)
          : undefined
      return act({ type: 'file_attached', file, ...(title ? { title } : {}) })
    },
    detach: (attachmentId) => act({ type: 'file_detached', attachmentId }),
    async openLink({ title, url }) {
      const isRecorded = await act({ type: 'link_opened', title, url })
      deps.openTab(url)
      return isRecorded
    },
    note(text, kind) {
      const at = session()
      return act(...(at ? resumed(at) : []), { type: 'statement_added', kind, text })
    },
    addCustomStep: (title) => addOwn({ title }),
    addLibraryStep: (step) => addOwn(ownOf(session(), step)),
    finishCustomStep: (step, result, text) => act(finishOwnStep(step, result, text)),
    dropCustomStep: (customStepId) => act({ type: 'custom_step_dropped', customStepId }),
    // Looking through the list of a paused session goes on with nothing.
    async openStep(nodeId) {
      const at = session()
      const data = at ? openStep(at, nodeId) : []
      return data.length > 0 && act(...data)
    },
    tick: (nodeId, tick) => ticked(nodeId, tick),
    tickHere(tick) {
      const at = session()
      const nodeId = at && checklistHere(at)?.at?.place.nodeId
      return nodeId ? ticked(nodeId, tick) : Promise.resolve(false)
    },
    untick: (stepId) => inList(() => [{ type: 'step_unticked', stepId }]),
    leaveList: () =>
      inList(({ position }) => (position ? [{ type: 'flow_left', runId: position.runId }] : [])),
    async rate(verdict, text) {
      const at = session()
      const here = at && placeInFlow(at, flowOf)
      if (!here || typeof here !== 'object') return false
      const place = { runId: here.run.id, nodeId: here.node.id }
      return act({ type: 'step_rated', place, title: here.node.title, verdict, text })
    },
    pause: (waitingFor, until) =>
      act({
        type: 'paused',
        ...(waitingFor ? { waitingFor } : {}),
        ...(until ? { until } : {}),
      }),
    resume: () => act({ type: 'resumed' }),
  }
}

/** Going on with the work is going on with a paused session. */
export const resumed = (at: Session): EventData[] =>
  at.status === 'paused' ? [{ type: 'resumed' }] : []

/**
 * What holds for the client, is named by any flow the walk can lead into, and has no value yet.
 * What is old or disputed is asked where it is needed.
 */
function fillIn(
  { library, now }: WalkDeps,
  flows: readonly { version: string }[],
  facts: readonly ClientFact[],
  at: Session | null,
): EventData[] {
  if (facts.length === 0) return []
  const variables = flows.flatMap(({ version }) => library.flowOf(version)?.variables ?? [])
  const has = (name: string) => at?.variables[name] !== undefined
  return valuesToFillIn(variables, facts, has, now()).map(({ name, value }) => ({
    type: 'variable_set',
    name,
    value,
    keep: 'client',
    source: 'client',
  }))
}
