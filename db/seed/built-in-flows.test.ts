import { describe, expect, test } from 'vitest'
import { checkFlow } from '#shared/flow/check-flow.ts'
import { fillVariables } from '#shared/flow/fill-variables.ts'
import {
  type Choice,
  type Command,
  FlowContent,
  type FlowNode,
  isChecklist,
} from '#shared/flow/flow.ts'
import { flowsEnteredAt } from '#shared/flow/flow-map.ts'
import { findNode } from '#shared/flow/next-node.ts'
import { NASTY } from '#shared/flow/testing/nasty-values.ts'
import { splitLikeCmd, splitLikePowerShell } from '#shared/flow/testing/split-like-shells.ts'
import { BLAME, RELATIVE_TIME, RESULT, VAGUE } from '#shared/note/words.ts'
import { BUILT_IN_FLOWS } from './built-in-flows.ts'

const flows = BUILT_IN_FLOWS.map((f) => f.content)
const bySlug = new Map(flows.map((f) => [f.slug, f]))
const known = { subFlow: (slug: string) => bySlug.get(slug) }

const choicesOf = (node: FlowNode): readonly Choice[] => ('choices' in node ? node.choices : [])
const commandsOf = (node: FlowNode): readonly Command[] => ('commands' in node ? node.commands : [])

test('the first five are there, and every flow that they enter', () => {
  const five = [
    'citrix-vda-unregistered',
    'fslogix-profile',
    'ad-replication',
    'sonicwall-s2s-down',
    'file-share-access',
  ]
  for (const slug of five) expect(bySlug.has(slug)).toBe(true)
  const entered = flows.flatMap((f) => f.nodes.flatMap(flowsEnteredAt))
  expect(entered.filter((slug) => !bySlug.has(slug))).toEqual([])
})

test('a value that is kept for the client means one thing in every flow', () => {
  const labels = new Map<string, Set<string>>()
  for (const { name, label } of flows.flatMap((flow) => flow.variables)) {
    labels.set(name, (labels.get(name) ?? new Set()).add(label))
  }
  const kept = new Set(
    flows.flatMap((flow) => flow.variables.flatMap((v) => (v.keep === 'client' ? [v.name] : []))),
  )
  const unclear = [...labels].filter(([name, told]) => kept.has(name) && told.size > 1)
  expect(unclear).toEqual([])
})

test('ids are theirs for ever, and no two are alike', () => {
  expect(new Set(BUILT_IN_FLOWS.map((f) => f.id)).size).toBe(BUILT_IN_FLOWS.length)
  expect(
    Object.fromEntries(BUILT_IN_FLOWS.map((f) => [f.content.slug, f.id])),
  ).toMatchInlineSnapshot(`
    {
      "ad-account-lockout": "019a9f00-0000-7000-8000-000000000017",
      "ad-replication": "019a9f00-0000-7000-8000-000000000003",
      "backup-vss": "019a9f00-0000-7000-8000-000000000020",
      "bitlocker-recovery": "019a9f00-0000-7000-8000-000000000012",
      "citrix-vda-unregistered": "019a9f00-0000-7000-8000-000000000001",
      "dhcp-lease": "019a9f00-0000-7000-8000-000000000011",
      "dns-resolution": "019a9f00-0000-7000-8000-000000000010",
      "domain-trust-broken": "019a9f00-0000-7000-8000-000000000018",
      "entra-connect-sync": "019a9f00-0000-7000-8000-000000000008",
      "file-share-access": "019a9f00-0000-7000-8000-000000000005",
      "fslogix-profile": "019a9f00-0000-7000-8000-000000000002",
      "m365-offboarding": "019a9f00-0000-7000-8000-000000000023",
      "m365-onboarding": "019a9f00-0000-7000-8000-000000000022",
      "mail-not-delivered": "019a9f00-0000-7000-8000-000000000019",
      "mfa-lockout": "019a9f00-0000-7000-8000-000000000016",
      "monthly-server-check": "019a9f00-0000-7000-8000-000000000024",
      "network-connectivity": "019a9f00-0000-7000-8000-000000000006",
      "onedrive-sync": "019a9f00-0000-7000-8000-000000000014",
      "outlook-auth-loop": "019a9f00-0000-7000-8000-000000000007",
      "printing": "019a9f00-0000-7000-8000-000000000009",
      "rds-licensing": "019a9f00-0000-7000-8000-000000000013",
      "scope": "019a9f00-0000-7000-8000-000000000099",
      "sonicwall-s2s-down": "019a9f00-0000-7000-8000-000000000004",
      "suspected-compromise": "019a9f00-0000-7000-8000-000000000021",
      "windows-update": "019a9f00-0000-7000-8000-000000000015",
    }
  `)
})

describe.each(flows.map((f) => [f.slug, f] as const))('%s', (_slug, flow) => {
  test('is stored as it is authored and has no problems', () => {
    expect(FlowContent.parse(JSON.parse(JSON.stringify(flow)))).toEqual(flow)
    expect(checkFlow(flow, known)).toEqual([])
  })

  test('has an owner, a date of review and a reason', () => {
    expect(flow).toMatchObject({
      owner: expect.any(String),
      reviewBy: expect.any(String),
      changeReason: expect.any(String),
    })
    if (!flow.isSubFlow) expect(flow.words.length).toBeGreaterThan(15)
  })

  test('asks at most two questions before the first check', () => {
    expect(isChecklist(flow) ? 0 : questionsBeforeCheck(flow, flow.start)).toBeLessThanOrEqual(2)
  })

  test('can be read at a glance, in a narrow panel, and picked by one key', () => {
    const long: string[] = []
    const atMost = (max: number, text: string | undefined) => {
      if (text && text.length > max) long.push(`${text.length} > ${max}: ${text}`)
    }
    for (const node of flow.nodes) {
      atMost(36, node.title)
      atMost(260, node.body)
      atMost(20, node.group)
      const choices = choicesOf(node)
      expect(choices.length, node.id).toBeLessThanOrEqual(9)
      for (const { label } of choices) {
        atMost(36, label)
        expect(label.split(/\s+/).length, label).toBeLessThanOrEqual(7)
      }
    }
    expect(long).toEqual([])
  })

  test('whatever disrupts is entered only by the name of who agreed', () => {
    for (const node of flow.nodes) {
      if (node.kind === 'step' && node.safety === 'disrupts') {
        const waited = node.waitsFor.map((id) => findNode(flow, id))
        expect(waited, node.id).toContainEqual(
          expect.objectContaining({
            asks: expect.arrayContaining(['approved_by']),
            says: expect.objectContaining({ kind: 'authorisation' }),
          }),
        )
      }
      if (node.kind !== 'action' || node.safety !== 'disrupts') continue
      for (const edge of flow.edges.filter((e) => e.to === node.id)) {
        expect(findNode(flow, edge.from), node.id).toMatchObject({
          kind: 'input',
          variable: 'approved_by',
          says: { kind: 'authorisation' },
        })
      }
    }
  })

  test('its sentences are fit for a note', () => {
    const bad: string[] = []
    for (const { kind, text } of sentencesOf(flow)) {
      const plain = text.replace(/\{\w+\}/g, 'X')
      const is = (fault: string, found: unknown) => found && bad.push(`${fault}: ${text}`)
      is('begins small', !/^[\p{Lu}\\]/u.test(plain) && !COMMAND.test(plain))
      is('has no stop', !/[."}]$/.test(text))
      is('has markup', /[`*<>[\]]/.test(plain))
      is('blames', plain.match(BLAME))
      is('tells time by "later"', plain.match(RELATIVE_TIME))
      for (const vague of plain.matchAll(VAGUE)) {
        is('vague', !plain.slice(vague.index + vague[0].length).match(RESULT))
      }
      is('a report that does not say so', kind === 'report' && !/report/i.test(text))
      is('a finding worded as a report', kind !== 'report' && /\breport(s|ed)\b/.test(text))
    }
    expect(bad).toEqual([])
  })

  test('every end says how it is verified or what is handed on, and what follows', () => {
    for (const node of flow.nodes) {
      if (node.kind !== 'end') continue
      if (node.ending === 'resolved')
        expect(node, node.id).toMatchObject({
          verification: expect.any(String),
          tell: expect.any(String),
        })
      if (['escalate', 'vendor', 'security', 'workaround'].includes(node.ending))
        expect(node.followUp, node.id).toBeTruthy()
      if (['escalate', 'vendor', 'security'].includes(node.ending))
        expect(node.evidence.length, node.id).toBeGreaterThan(1)
      // What a client is told names no machine.
      expect(node.tell ?? '', node.id).not.toMatch(/\{|`/)
      expect(
        `${node.evidence.join()}${node.verification ?? ''}${node.followUp ?? ''}`,
      ).not.toContain('`')
    }
  })

  test('its commands stay what they are, whatever the values', () => {
    expect(flow.nodes.flatMap(commandsOf).flatMap(tornByNasty)).toEqual([])
  })

  test('paths are shown with all their backslashes', () => {
    const markdown = flow.nodes.flatMap((node) => [
      node.body,
      ...('before' in node ? [node.before, node.undo] : []),
      ...(node.kind === 'end' ? [node.verification, node.tell] : []),
    ])
    // The share of the profiles is a whole path; that of a file server is a name.
    const paths = flow.slug === 'fslogix-profile' ? ['{share}', '{disk}'] : ['{path}']
    const swallows = (text = '') => {
      const read = text.replace(/`[^`]*`/g, '')
      return ['\\', '<', '__', ...paths].some((sign) => read.includes(sign))
    }
    expect(markdown.filter(swallows)).toEqual([])
  })

  test('links lead to the vendor, in no language of their own', () => {
    for (const { url } of flow.nodes.flatMap((n) => n.links)) {
      const { protocol, hostname, username, pathname } = new URL(url)
      expect(protocol).toBe('https:')
      expect(username).toBe('')
      expect(VENDORS).toContain(hostname)
      if (hostname === 'learn.microsoft.com') expect(pathname).not.toMatch(/^\/[a-z]{2}-[a-z]{2}\//)
    }
  })
})

test('no command prints the digits of a recovery key, or a pass to sign in with', () => {
  const shows =
    /New-MgUserAuthenticationTemporaryAccessPass|-protectors\s+-(get|add)|msFVE-RecoveryPassword|\bRecoveryPassword\b|-Property\s+Key\b/i
  const commands = flows.flatMap((flow) => flow.nodes.flatMap(commandsOf))
  expect(commands.map(({ text }) => text).filter((text) => shows.test(text))).toEqual([])
})

const VENDORS = [
  'learn.microsoft.com',
  'support.microsoft.com',
  'support.citrix.com',
  'docs.citrix.com',
  'help.sonicwall.com',
  'www.sonicwall.com',
]
/** Sentences may begin with the command whose result they tell. */
const COMMAND = /^(whoami|klist|cmdkey|net use|ipconfig|repadmin|nltest|dcdiag|gpresult|Test-)/

function sentencesOf(flow: FlowContent) {
  return flow.nodes.flatMap((node) => [
    ...choicesOf(node).flatMap((c) =>
      [c.says ?? [], c.cause ? { kind: 'cause', text: c.cause } : []].flat(),
    ),
    ...('says' in node && node.says ? [node.says] : []),
    ...(node.kind === 'end' && node.cause ? [{ kind: 'cause', text: node.cause.text }] : []),
  ])
}

/** The most questions that a walk can meet before it comes to something to look at. */
function questionsBeforeCheck(flow: FlowContent, at: string, seen: readonly string[] = []): number {
  const node = findNode(flow, at)
  if (
    !node ||
    seen.includes(at) ||
    node.kind === 'check' ||
    node.kind === 'action' ||
    node.kind === 'end'
  )
    return 0
  const sub = node.kind === 'sub_flow' ? bySlug.get(node.flow) : undefined
  // Asking for a yes to act is no question about the fault.
  const asks = node.kind === 'question' && node.group !== 'Authorisation'
  const own = asks ? 1 : sub ? questionsBeforeCheck(sub, sub.start) : 0
  const next = flow.edges.filter((e) => e.from === at).map((e) => e.to)
  return own + Math.max(0, ...next.map((to) => questionsBeforeCheck(flow, to, [...seen, at])))
}

/**
 * Filled with a nasty value, a command has the words it has with a tame one, and the value in them.
 * What does not is told, with the value that tore it.
 */
function tornByNasty({ text, shell }: Command): string[] {
  const split = shell === 'cmd' ? splitLikeCmd : splitLikePowerShell
  const names = [...text.matchAll(/\{([a-z][a-z0-9_]*)\}/g)].map((m) => m[1] ?? '')
  const fill = (value: string) =>
    split(fillVariables(text, Object.fromEntries(names.map((n) => [n, value])), shell).text)
  const tame = 'QvalueQ'
  const words = fill(tame)
  return NASTY.filter((nasty) => {
    const filled = fill(nasty)
    return (
      filled.length !== words.length ||
      filled.some((word, i) => word !== words[i]?.replaceAll(tame, () => nasty))
    )
  }).map((nasty) => `${text} with ${nasty}`)
}
