/** Flows of any size and any number, all different, all sound. */
import type { FlowSummary } from '#shared/flow/contract.ts'
import { FlowContent, type FlowNode } from '#shared/flow/flow.ts'
import { makeRandom } from '#shared/testing/make-random.ts'

/** A chain of checks with a way back in each and one end: every rule has something to look at. */
export function makeFlow(nodes: number): FlowContent {
  const checks = Array.from(
    { length: nodes - 1 },
    (_, at): FlowNode => ({
      id: `n${at}`,
      kind: 'check',
      title: `Look at ${at} on {server}`,
      links: [],
      commands: [
        {
          text: `Get-Service -ComputerName {server} # ${at}`,
          safety: 'reads',
          shell: 'powershell',
        },
      ],
      choices: [
        {
          id: 'yes',
          label: 'Yes',
          says: { kind: 'observation', text: `It runs on {server} (${at}).` },
        },
        { id: 'no', label: 'No' },
      ],
    }),
  )
  return FlowContent.parse({
    slug: 'made',
    name: 'Made for measuring',
    kind: 'troubleshooting',
    summary: 'Made for measuring.',
    category: 'Measuring',
    variables: [{ name: 'server', label: 'Server', keep: 'session' }],
    start: 'n0',
    nodes: [
      ...checks,
      {
        id: 'end',
        kind: 'end',
        title: 'Done',
        ending: 'resolved',
        verification: 'The user confirms it.',
      },
    ],
    edges: checks.flatMap((_, at) => [
      { id: `y${at}`, from: `n${at}`, choice: 'yes', to: at === nodes - 2 ? 'end' : `n${at + 1}` },
      { id: `b${at}`, from: `n${at}`, choice: 'no', to: at === 0 ? 'end' : `n${at - 1}` },
    ]),
  })
}

export const THINGS =
  'printer share mailbox vpn tunnel profile domain certificate backup scanner phone switch firewall license update driver calendar desktop session gateway replica volume snapshot antivirus browser teams outlook excel onedrive sharepoint citrix fslogix sonicwall dhcp dns radius wifi dock monitor'.split(
    ' ',
  )
export const TROUBLES =
  'offline slow denied missing expired locked corrupt full stuck unreachable refused crashing looping outdated unregistered unsynced duplicated rejected empty delayed'.split(
    ' ',
  )

/** What lists hold of flows. */
export function makeSummaries(count: number, seed: number): FlowSummary[] {
  const random = makeRandom(seed)
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? ''
  return Array.from({ length: count }, (_, at) => {
    const [thing, trouble, other] = [pick(THINGS), pick(TROUBLES), pick(THINGS)]
    return {
      id: `01900000-0000-7000-8000-${at.toString(16).padStart(12, '0')}`,
      version: at.toString(16).padStart(64, '0'),
      slug: `${thing}-${trouble}-${at}`,
      name: `${thing} ${trouble} on ${other} ${at}`,
      kind: 'troubleshooting',
      summary: `For tickets in which the ${thing} is ${trouble} while the ${other} works.`,
      category: other,
      words: [
        thing,
        trouble,
        `${thing} ${trouble}`,
        `0x8${(at * 7919).toString(16).padStart(7, '0')}`,
      ],
      tags: [trouble],
      folder: [],
      isSubFlow: at % 20 === 0,
      isBuiltIn: false,
      authorId: '01900000-0000-7000-8000-000000000000',
      forkOf: null,
      publishedAt: '2026-03-02T08:00:00.000Z',
    }
  })
}
