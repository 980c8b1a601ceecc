/**
 * A checklist published: its version stored, found by its words, and each of its steps put into
 * the step library, at 50 and at 500 steps.
 */
import pg from 'pg'
import { v7 } from 'uuid'
import { wordsOfStep } from '#api/step-library/words-of-step.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { contentOf } from '#shared/step-library/step-content.ts'
import type { Given, Measure } from '../given.ts'
import { compare, isLinear, ratioOf, Took } from '../measure.ts'
import { round, tellMs, tellRatio, tellTiming } from '../table.ts'
import { askPlace, NO_POSTGRES, openPlace, type Place } from './place.ts'

const SIZES = [50, 500] as const

const title = 'Publishing a checklist'
const about =
  'One request of the API on Postgres, from a saved draft to the published version with its steps in the step library. Against the same steps written by bare `pg` into a table like the library’s, words for searching among them, in one statement.'

export const measurePublish: Measure = async (given) => {
  const place = await openPlace(given)
  if (!place) return { title, about, rows: [], leftOut: [NO_POSTGRES] }
  const admin = new pg.Client({ connectionString: place.databaseUrl })
  await admin.connect()
  await admin.query('create table bench_step (like library_step including all)')
  const [few, many] = SIZES.map((size) => makeList(size))
  if (!few || !many) throw new Error('No list was made.')
  const times = await compare(
    {
      few: () => publish(place, few),
      many: () => publish(place, many),
      bare: () => writeBare(admin, place, many),
    },
    paceOf(given),
  )
  await admin.query('drop table bench_step')
  await admin.end()
  const growth = ratioOf(times.many, times.few)
  return {
    title,
    about,
    rows: [
      { what: 'a checklist of 50 steps', product: tellTiming(times.few) },
      {
        what: 'a checklist of 500 steps',
        product: tellTiming(times.many),
        against: `bare pg ${tellMs(times.bare.p50)}`,
        ratio: tellRatio(ratioOf(times.many, times.bare)),
      },
      {
        what: `growth from ${SIZES[0]} to ${SIZES[1]} steps`,
        product: tellMs(times.many.p50),
        against: tellMs(times.few.p50),
        ratio: tellRatio(growth),
        goal: `linear (${round(SIZES[1] / SIZES[0])})`,
        isMet: isLinear(growth, SIZES[1] / SIZES[0]),
      },
    ],
  }
}

const paceOf = ({ isQuick, seed }: Given) => ({
  ...{ rounds: isQuick ? 2 : 9, sliceMs: isQuick ? 20 : 200, seed },
})

/** Only the publishing counts; what is to be published is written before it. */
async function publish(place: Place, list: FlowContent): Promise<Took> {
  const id = v7()
  const content = { ...list, slug: `list-${id.slice(-12)}`, name: `List ${id.slice(-12)}` }
  await askPlace(place, 'PUT', `/api/drafts/${id}`, { basedOn: 0, of: null, content })
  const began = performance.now()
  await askPlace(place, 'POST', `/api/drafts/${id}/publish`, { revision: 1 })
  return new Took(performance.now() - began)
}

function writeBare(admin: pg.Client, { teamId, people }: Place, list: FlowContent) {
  const rows = list.nodes.flatMap((node) => {
    if (node.kind !== 'step') return []
    const content = contentOf(node, list.variables)
    const { title: name, text, commands } = wordsOfStep(content)
    return [{ id: v7(), title: node.title, content, node: node.id, name, text, commands }]
  })
  return admin.query(
    `insert into bench_step (team_id, id, title, content, visibility, revision, author_id, saved_at,
       source_flow_id, source_node, search_words, search_text)
     select $1, r.id, r.title, r.content, 'team', 1, $2, now(), $3, r.node,
       setweight(to_tsvector('english', name) || to_tsvector('simple', name), 'A') ||
       setweight(to_tsvector('english', text) || to_tsvector('simple', text), 'B') ||
       setweight(to_tsvector('english', commands) || to_tsvector('simple', commands), 'C'),
       left(name || ' ' || text, 2000)
     from jsonb_to_recordset($4::jsonb) as r(id uuid, title text, content jsonb, node text,
       name text, text text, commands text)`,
    [teamId, people[0].id, v7(), JSON.stringify(rows)],
  )
}

function makeList(steps: number): FlowContent {
  const nodes = Array.from({ length: steps }, (_, n) => ({
    ...{ id: `step-${n}`, kind: 'step' as const, title: `Settle the mailbox part ${n}`, links: [] },
    ...{ body: `Open the admin centre and look at part ${n}. Write down what stands there.` },
    ...{ group: `Part ${Math.floor(n / 10)}`, safety: 'reads' as const, library: 'team' as const },
    commands: [
      { text: `Get-Mailbox -Part ${n}`, safety: 'reads' as const, shell: 'powershell' as const },
    ],
    ...{ isMandatory: false, waitsFor: [], asks: [] },
  }))
  return {
    ...{ slug: 'list', name: 'List', kind: 'procedure', summary: 'For measuring.' },
    ...{ category: 'Accounts', words: [], isSubFlow: false, variables: [], edges: [] },
    ...{ start: 'step-0', nodes },
  }
}
