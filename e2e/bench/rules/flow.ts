/** Rules over flows at growing sizes: drawing, checking and comparing them, offering many for a ticket. */
import { checkFlow } from '#shared/flow/check-flow.ts'
import { applyEdit } from '#shared/flow/edit/apply-edit.ts'
import { checkDraft } from '#shared/flow/edit/check-draft.ts'
import { diffFlows } from '#shared/flow/edit/diff-flows.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { offerFlows } from '#shared/flow/offer-flows.ts'
import { searchFlowList } from '#shared/flow/search-flow-list.ts'
import type { Measure } from '../given.ts'
import { makeFlow, makeSummaries } from '../make/flow.ts'
import { compare, isLinear, ratioOf } from '../measure.ts'
import { type Row, round, tellMs, tellRatio, tellTiming } from '../table.ts'

const TICKET = {
  summary: 'Outlook mailbox stuck, 0x80040115 after update on the citrix desktop',
  firstNote:
    'Since this morning Anna cannot open her mailbox. The profile loads for minutes, then Outlook says that the server is unreachable. A colleague next to her works. The VPN tunnel is up, the share Budget opens.',
  configurations: ['CTX-03 (Citrix VDA)', 'WS-114 (Notebook)'],
}

export const measureFlowRules: Measure = async ({ isQuick, seed }) => {
  const pace = { rounds: isQuick ? 3 : 15, sliceMs: isQuick ? 10 : 50, seed }
  const [small, hundred, thousand] = [makeFlow(10), makeFlow(100), makeFlow(1000)]
  const [medium, large] = [makeFlow(500), makeFlow(5000)]
  // As two versions come from the server: alike, and nothing of them shared.
  const [otherMedium, otherLarge] = [medium, large].map((flow) =>
    structuredClone(renameMiddle(flow)),
  ) as [FlowContent, FlowContent]
  const few = makeSummaries(300, seed)
  const many = makeSummaries(3000, seed)
  const times = await compare(
    {
      // Every step anew, as a flow that was just read; a step that is the very same is not looked at again.
      check10: () => checkFlow(untouched(small)),
      check100: () => checkFlow(untouched(hundred)),
      check1000: () => checkFlow(untouched(thousand)),
      check500: () => checkFlow(untouched(medium)),
      check5000: () => checkFlow(untouched(large)),
      json5000: () => JSON.stringify(large),
      // As in a draft that was just opened; and after one edit.
      draft500: () => checkDraft(untouched(medium)),
      draft5000: () => checkDraft(untouched(large)),
      draftAgain5000: () => checkDraft(renameMiddle(large)),
      edit10: () => renameMiddle(small),
      edit100: () => renameMiddle(hundred),
      edit1000: () => renameMiddle(thousand),
      edit500: () => renameMiddle(medium),
      edit5000: () => renameMiddle(large),
      diff500: () => diffFlows(medium, otherMedium),
      diff5000: () => diffFlows(large, otherLarge),
      offer300: () => offerFlows(few, TICKET, 5),
      offer3000: () => offerFlows(many, TICKET, 5),
      search300: () => searchFlowList(few, 'mailbox stuk'),
      search3000: () => searchFlowList(many, 'mailbox stuk'),
    },
    pace,
  )
  const problems = checkFlow(large)
  if (problems.length > 0) throw new Error(`The made flow is not sound: ${problems[0]?.message}`)
  const growth = ratioOf(times.check5000, times.check500)
  const draftGrowth = ratioOf(times.draft5000, times.draft500)
  const editGrowth = ratioOf(times.edit5000, times.edit500)
  const diffGrowth = ratioOf(times.diff5000, times.diff500)
  const offerGrowth = ratioOf(times.offer3000, times.offer300)
  const searchGrowth = ratioOf(times.search3000, times.search300)
  const rows: Row[] = [
    { what: 'a flow of 10 nodes checked', product: tellTiming(times.check10) },
    { what: 'a flow of 100 nodes checked', product: tellTiming(times.check100) },
    { what: 'a flow of 1,000 nodes checked', product: tellTiming(times.check1000) },
    {
      what: 'a flow of 5,000 nodes checked',
      product: tellTiming(times.check5000),
      against: `JSON.stringify ${tellMs(times.json5000.p50)}`,
      ratio: tellRatio(ratioOf(times.check5000, times.json5000)),
    },
    {
      what: 'checking, growth from 500 to 5,000 nodes',
      product: tellMs(times.check5000.p50),
      against: tellMs(times.check500.p50),
      ratio: tellRatio(growth),
      goal: 'linear (10)',
      isMet: isLinear(growth, 10),
    },
    {
      what: 'everything a draft lacks, growth from 500 to 5,000 nodes',
      product: tellMs(times.draft5000.p50),
      against: tellMs(times.draft500.p50),
      ratio: tellRatio(draftGrowth),
      goal: 'linear (10)',
      isMet: isLinear(draftGrowth, 10),
    },
    {
      what: 'everything a draft of 5,000 nodes lacks, after one edit',
      product: tellTiming(times.draftAgain5000),
      against: `all of it looked at anew ${tellMs(times.draft5000.p50)}`,
      ratio: tellRatio(ratioOf(times.draftAgain5000, times.draft5000)),
    },
    { what: 'one edit in a flow of 100 nodes', product: tellTiming(times.edit100) },
    { what: 'one edit in a flow of 1,000 nodes', product: tellTiming(times.edit1000) },
    {
      what: 'one edit in a flow of 5,000 nodes',
      product: tellTiming(times.edit5000),
      against: `in one of 10: ${tellMs(times.edit10.p50)}`,
    },
    {
      what: 'one edit, growth from 500 to 5,000 nodes',
      product: tellMs(times.edit5000.p50),
      against: tellMs(times.edit500.p50),
      ratio: tellRatio(editGrowth),
      goal: 'linear (10)',
      isMet: isLinear(editGrowth, 10),
    },
    {
      what: 'the difference of two versions, growth from 500 to 5,000 nodes',
      product: tellMs(times.diff5000.p50),
      against: tellMs(times.diff500.p50),
      ratio: tellRatio(diffGrowth),
      goal: 'linear (10)',
      isMet: isLinear(diffGrowth, 10),
    },
    {
      what: `flows offered for a ticket, out of ${round(3000)}`,
      product: tellTiming(times.offer3000),
      against: `out of 300: ${tellMs(times.offer300.p50)}`,
      ratio: tellRatio(offerGrowth),
      goal: 'linear (10), under 50 ms',
      isMet: isLinear(offerGrowth, 10) && times.offer3000.p95 <= 50,
    },
    {
      what: `a mistyped search in the panel’s own list of ${round(3000)}`,
      product: tellTiming(times.search3000),
      against: `list of 300: ${tellMs(times.search300.p50)}`,
      ratio: tellRatio(searchGrowth),
      goal: 'linear (10), under 50 ms',
      isMet: isLinear(searchGrowth, 10) && times.search3000.p95 <= 50,
    },
  ]
  return {
    title: 'Rules over flows',
    about:
      'Checking and editing a flow run while one draws; offering and searching run in the panel, also offline, over the list it keeps. What the panel’s search prepares once per flow is not counted.',
    rows,
  }
}

/** The same steps as other objects: nothing of them is known yet. */
const untouched = (flow: FlowContent): FlowContent => ({
  ...flow,
  nodes: flow.nodes.map((node) => ({ ...node })),
})

function renameMiddle(flow: FlowContent): FlowContent {
  const node = `n${Math.floor(flow.nodes.length / 2)}`
  const edited = applyEdit(flow, { type: 'changeNode', node, fields: { title: 'Look again' } })
  if (!edited.ok) throw new Error(edited.refusal.message)
  return edited.flow
}
