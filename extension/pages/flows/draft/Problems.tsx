/**
 * What is still to be mended before a draft can be published; each leads to its place. It opens
 * over the end of the page, so that nothing above it moves while one mends.
 */
import type { DraftProblem } from '#shared/flow/edit/check-draft.ts'
import type { FlowContent } from '#shared/flow/flow.ts'

/** Whatever is said of one place in a flow. */
export type ShownProblem = Omit<DraftProblem, 'code'> & Partial<Pick<DraftProblem, 'code'>>

const MOST_SHOWN = 50

export function Problems({
  problems,
  flow,
  label = 'To mend',
  onShow,
}: {
  problems: readonly ShownProblem[]
  flow: FlowContent
  label?: string
  onShow: (problem: ShownProblem) => void
}) {
  const names = new Map(flow.nodes.map(({ id, title }, n) => [id, `${n + 1}. ${title.trim()}`]))
  return (
    <div className="max-h-[40dvh] overflow-y-auto rounded-md border border-line bg-surface p-1 text-ink">
      <ul aria-label={label} className="flex flex-col">
        {problems.slice(0, MOST_SHOWN).map((problem) => (
          <li key={`${problem.code ?? ''} ${problem.at} ${problem.field ?? ''} ${problem.message}`}>
            <button
              type="button"
              onClick={() => onShow(problem)}
              className="flex w-full flex-wrap gap-x-2 rounded-md px-1.5 py-1 text-left text-small hover:bg-hover"
            >
              <span className="font-medium break-words">{names.get(problem.at) ?? 'The flow'}</span>
              <span className="min-w-0 flex-1 basis-48 break-words text-muted">
                {sayHere(problem.message)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {problems.length > MOST_SHOWN && (
        <p className="px-1.5 text-small text-faint">
          And {problems.length - MOST_SHOWN} more. They are marked at their steps.
        </p>
      )}
    </div>
  )
}

/** A step without a title is named by where the sentence stands. */
export const sayHere = (message: string): string => message.replaceAll('""', 'this step')
