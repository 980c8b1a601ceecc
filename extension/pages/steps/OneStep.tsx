/** One step of the library: what it says, which flow it is of, and what people say of it. */
import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { ResponseOf } from '#shared/route.ts'
import { ReadLibraryStep } from '#shared/step-library/contract.ts'
import { stepOf } from '#shared/step-library/step-content.ts'
import type { LocalStore } from '../../client/local-store.ts'
import { Notice } from '../../ui/Notice.tsx'
import { since } from '../../ui/time-words.ts'
import { Asked } from '../Asked.tsx'
import { Links, WhatToDo } from '../flows/FlowStep.tsx'
import { type AskFailed, useAsk } from '../page-context.ts'
import { Reviews } from './Reviews.tsx'
import { StepActs } from './StepActs.tsx'
import { StepMarks } from './StepCard.tsx'
import { StepDialog, type Written } from './StepDialog.tsx'

const toAll = () => {
  location.hash = 'all'
}

export function OneStep({ stepId, db }: { stepId: string; db: LocalStore }) {
  const asked = useAsk(ReadLibraryStep, { stepId })
  const [opened, setOpened] = useState<Written | null>(null)
  return (
    <>
      {asked.error?.trouble.code === 'notFound' ? (
        <Notice>
          This step is not there any more. <a href="#all">All steps</a>
        </Notice>
      ) : (
        <Whole asked={asked} db={db} onWrite={setOpened} />
      )}
      {/* It stays open, with what is written in it, when the step goes. */}
      {opened && (
        <StepDialog key={opened.stepId} {...opened} db={db} onClose={() => setOpened(null)} />
      )}
    </>
  )
}

function Whole({
  asked,
  db,
  onWrite,
}: {
  asked: UseQueryResult<ResponseOf<typeof ReadLibraryStep>, AskFailed>
  db: LocalStore
  onWrite: (written: Written) => void
}) {
  return (
    <div className="flex flex-col gap-4">
      <a href="#all" className="self-start text-small text-muted hover:text-ink">
        All steps
      </a>
      <Asked of={asked} label="Reading the step" lines={6}>
        {({ step, reviews }) => {
          const { content, source, authorName, savedAt } = step
          return (
            <article className="flex flex-col gap-4">
              <header className="flex flex-wrap items-start gap-3">
                <div className="flex min-w-0 flex-1 basis-60 flex-col gap-1.5">
                  <h1 className="text-large font-semibold break-words">{content.title}</h1>
                  <p className="flex flex-wrap items-center gap-1.5">
                    <StepMarks step={step} />
                  </p>
                  <p className="text-small text-muted">
                    {authorName}, {since(savedAt, Date.now())}
                  </p>
                </div>
                <div className="flex gap-1">
                  <StepActs step={step} db={db} onWrite={onWrite} onGone={toAll} />
                </div>
              </header>
              {source && (
                <Notice>
                  It is part of the flow{' '}
                  <a href={`/flows.html#${source.flowId}`}>{source.flowName}</a>, is changed there,
                  and follows when that is published.
                </Notice>
              )}
              <div className="flex flex-col gap-2.5">
                <WhatToDo node={stepOf(content, step.id)} />
                {content.links.length > 0 && <Links links={content.links} />}
                {content.says && (
                  <p className="text-small text-muted">Leaves in the note: {content.says.text}</p>
                )}
              </div>
              <Reviews step={step} reviews={reviews} />
            </article>
          )
        }}
      </Asked>
    </div>
  )
}
