/** One node of a flow as it is read: what to do, and where each answer leads. */
import { ArrowRight, ExternalLink, MessageSquareWarning, ThumbsUp } from 'lucide-react'
import { lazy, Suspense } from 'react'
import type { Command, DocLink, FlowNode } from '#shared/flow/flow.ts'
import { NODE_KIND_WORDS } from '#shared/flow/kind-words.ts'
import type { StepRating } from '#shared/flow/step-ratings.ts'
import { Aside } from '../../ui/Aside.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { EndAsides } from '../../ui/EndAsides.tsx'
import { SafetyMark } from '../../ui/SafetyMark.tsx'
import { day } from '../../ui/time-words.ts'
import { Verbatim } from '../../ui/Verbatim.tsx'
import { FlowName } from './FlowName.tsx'

const Markdown = lazy(() => import('../../ui/Markdown.tsx'))

interface NumberedWay {
  label: string
  shown?: string
  to: FlowNode
  number: number
}

const place = (id: string) => `step-${id}`

export function FlowStep({
  node,
  number,
  ways,
  ratings = [],
  onShow = scrollToStep,
}: {
  node: FlowNode
  number: number
  ways: readonly NumberedWay[]
  /** What people have said of it, newest first. */
  ratings?: readonly StepRating[]
  /** Shows the step that an answer leads to. */
  onShow?: ((id: string) => void) | undefined
}) {
  return (
    <li
      id={place(node.id)}
      tabIndex={-1}
      className="flex scroll-mt-4 flex-col gap-2.5 rounded-lg border border-line bg-surface p-3"
    >
      <header className="flex flex-col gap-1.5">
        <div className="flex flex-wrap items-center gap-1.5">
          <Badge>{NODE_KIND_WORDS[node.kind]}</Badge>
          {'safety' in node && <SafetyMark safety={node.safety} />}
          {node.kind === 'step' && node.isMandatory && <Badge tone="accent">Must be settled</Badge>}
          {node.group && <span className="text-fine text-faint">{node.group}</span>}
        </div>
        <h2 className="text-title font-semibold break-words">
          {number}. {node.title}
        </h2>
      </header>
      <WhatToDo node={node} />
      {ways.length > 0 && <Ways ways={ways} onShow={onShow} />}
      {node.links.length > 0 && <Links links={node.links} />}
      {ratings.length > 0 && <Ratings ratings={ratings} />}
    </li>
  )
}

/** The step's own words: what it is about, what is run, and what to tell. */
export function WhatToDo({ node }: { node: FlowNode }) {
  return (
    <>
      {node.body && <Text text={node.body} />}
      {'before' in node && node.before && (
        <Aside title="Before">
          <Text text={node.before} />
        </Aside>
      )}
      {'commands' in node &&
        node.commands.map((one) => <ShownCommand key={one.text} command={one} />)}
      {'undo' in node && node.undo && (
        <Aside title="Way back">
          <Text text={node.undo} />
        </Aside>
      )}
      {node.kind === 'sub_flow' && node.flow && <GoesThrough slug={node.flow} />}
      {node.kind === 'step' && <StepAsides node={node} />}
      {node.kind === 'end' && (
        <EndAsides node={node} fill={asItIs} draw={(text) => <Text text={text} />} />
      )}
    </>
  )
}

/** What a step of a checklist says beyond any other. */
function StepAsides({ node }: { node: Extract<FlowNode, { kind: 'step' }> }) {
  return (
    <>
      {node.flow && <GoesThrough slug={node.flow} />}
      {(node.exceptionWhen || node.exceptionFlow) && (
        <Aside title="Exception when">
          {node.exceptionWhen && <Text text={node.exceptionWhen} />}
          {node.exceptionFlow && <GoesThrough slug={node.exceptionFlow} />}
        </Aside>
      )}
      {node.tell && (
        <Aside title="Tell the user">
          <Text text={node.tell} />
        </Aside>
      )}
    </>
  )
}

const GoesThrough = ({ slug }: { slug: string }) => (
  <p className="text-small text-muted">
    Goes through <FlowName slug={slug} /> and comes back.
  </p>
)

function scrollToStep(id: string): void {
  const target = document.getElementById(place(id))
  target?.scrollIntoView({ block: 'start' })
  target?.focus({ preventScroll: true })
}

function Ways({ ways, onShow }: { ways: readonly NumberedWay[]; onShow: (id: string) => void }) {
  return (
    <ul
      aria-label="Answers"
      className="flex flex-col divide-y divide-line rounded-md border border-line"
    >
      {ways.map(({ label, shown, to, number }) => (
        <li
          key={`${label} ${to.id}`}
          className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-2.5 py-1.5"
        >
          <span className="flex min-w-0 flex-1 basis-40 flex-col">
            <span className="font-medium break-words">{label || 'Then'}</span>
            {shown && <span className="text-small break-words text-muted">{shown}</span>}
          </span>
          <button
            type="button"
            onClick={() => onShow(to.id)}
            className="inline-flex min-h-7 items-center gap-1 rounded-md px-1.5 text-left text-small text-accent-ink hover:bg-hover"
          >
            <ArrowRight aria-hidden className="size-3.5 shrink-0" />
            {number}. {to.title}
          </button>
        </li>
      ))}
    </ul>
  )
}

function ShownCommand({ command: { text, safety, where, expect } }: { command: Command }) {
  return (
    <div className="flex flex-col gap-1 rounded-md border border-line bg-sunken p-2">
      <Verbatim className="text-small">{text}</Verbatim>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-small text-muted">
        <SafetyMark safety={safety} />
        {where}
      </p>
      {expect && <p className="text-small text-faint">Look for: {expect}</p>}
    </div>
  )
}

/** What is to be mended first, each in the words of whoever said it. */
function Ratings({ ratings }: { ratings: readonly StepRating[] }) {
  const helped = ratings.filter(({ verdict }) => verdict === 'helped').length
  const told = ratings.filter(({ text }) => text !== '')
  return (
    <section aria-label="What people said of this step" className="flex flex-col gap-1.5">
      <p className="flex flex-wrap gap-1.5">
        {ratings.length > helped && (
          <Badge tone="amber" icon={<MessageSquareWarning aria-hidden />}>
            {ratings.length - helped} to mend
          </Badge>
        )}
        {helped > 0 && (
          <Badge tone="good" icon={<ThumbsUp aria-hidden />}>
            {helped} helped
          </Badge>
        )}
      </p>
      {told.length > 0 && (
        <ul className="flex flex-col gap-1 text-small">
          {told.map(({ verdict, text, ratedAt, ratedBy }) => (
            <li key={`${ratedAt} ${ratedBy}`} className="break-words">
              {verdict === 'helped' ? 'Helped: ' : 'To mend: '}
              {text}
              <span className="text-faint">
                {' '}
                {ratedBy}, {day(ratedAt)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const asItIs = (text: string) => text

const Text = ({ text }: { text: string }) => (
  <Suspense fallback={<p className="whitespace-pre-line text-muted">{text}</p>}>
    <Markdown text={text} />
  </Suspense>
)

export function Links({ links }: { links: readonly DocLink[] }) {
  return (
    <ul aria-label="Documentation" className="flex flex-col gap-0.5">
      {links.map(({ title, url, grade }) => (
        <li key={url}>
          <a
            href={url}
            target="_blank"
            rel="noreferrer"
            className="inline-flex items-baseline gap-1.5 text-small text-accent-ink hover:underline"
          >
            <ExternalLink aria-hidden className="size-3 shrink-0 translate-y-px" />
            <span className="min-w-0 break-words">
              {title}{' '}
              <span className="text-fine text-faint">
                {new URL(url).host}
                {grade === 'unverified' && ' · not verified'}
              </span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}
