/**
 * An article as it is written. Every change is kept in this browser until it is saved; when
 * somebody else has saved meanwhile, theirs is shown beside it and the person decides.
 */
import { type FormEvent, useState } from 'react'
import {
  type Article,
  LONGEST_ARTICLE,
  ReadArticle,
  SaveArticle,
} from '#shared/article/contract.ts'
import { findSecrets } from '#shared/redact/find-secrets.ts'
import type { LocalStore } from '../../client/local-store.ts'
import { Button } from '../../ui/Button.tsx'
import { TextArea, TextField } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { SecretList, SecretsFound } from '../../ui/SecretsFound.tsx'
import { useAsk, useChange } from '../page-context.ts'
import { TakenAway } from '../TakenAway.tsx'
import { forget, type KeptArticle, keep } from './kept-articles.ts'

export function ArticleForm({
  articleId,
  article,
  kept,
  db,
  onEnd,
}: {
  articleId: string
  /** None while it has never been saved. */
  article: Article | null
  kept: KeptArticle | null
  db: LocalStore
  onEnd: () => void
}) {
  const [typed, setTyped] = useState<KeptArticle>(
    kept ?? {
      basedOn: article?.revision ?? 0,
      title: article?.title ?? '',
      text: article?.text ?? '',
    },
  )
  const save = useChange(SaveArticle)
  const isChanged = typed.title !== (article?.title ?? '') || typed.text !== (article?.text ?? '')
  const isTooLong = typed.text.length > LONGEST_ARTICLE
  const lacks = typed.title.trim() === '' || typed.text.trim() === ''
  const [asked, setAsked] = useState<{ of: KeptArticle; found: string[] } | null>(null)
  const found = asked?.of === typed ? asked.found : []
  const edit = (change: Partial<KeptArticle>) => {
    // What is being saved is what stands there when it is.
    if (save.isPending) return
    const next = { ...typed, ...change }
    setTyped(next)
    void keep(db, articleId, next, new Date().toISOString())
  }
  const end = async () => {
    await forget(db, articleId)
    onEnd()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (lacks || isTooLong || found.length > 0) return
    const { title, text } = typed
    const secrets = findSecrets({ title, text }).map(
      ({ field, family, line }) =>
        `${field === 'title' ? 'Title' : `Text, line ${line}`}: ${family}`,
    )
    if (secrets.length > 0) return setAsked({ of: typed, found: secrets })
    store()
  }
  const store = () => {
    // Also when this form is gone by then: what was saved is drawn before its draft is forgotten.
    save.mutateAsync({ articleId, ...typed }).then(end, () => undefined)
  }
  const leave = async () => {
    await end()
    if (!article) location.hash = 'all'
  }
  const code = save.error?.trouble.code
  const isTakenAway = typed.basedOn > 0 && (article === null || code === 'notFound')
  const goOnAsNew = () => {
    save.reset()
    edit({ basedOn: 0 })
  }
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <h1 className="text-large font-semibold">{article ? 'Edit the article' : 'New article'}</h1>
      {isTakenAway ? (
        <TakenAway what="article" onGoOn={goOnAsNew} />
      ) : code === 'conflict' ? (
        <Theirs
          key={save.submittedAt}
          articleId={articleId}
          asOf={save.submittedAt}
          onTakeMine={(basedOn) => edit({ basedOn })}
        />
      ) : (
        save.error && <Notice tone="bad">{save.error.message}</Notice>
      )}
      <TextField
        label="Title"
        value={typed.title}
        maxLength={200}
        autoFocus={!article}
        onChange={({ target }) => edit({ title: target.value })}
        hint="What it is about, in the words people look for"
      />
      <TextArea
        label="Text"
        value={typed.text}
        className="min-h-72"
        onChange={({ target }) => edit({ text: target.value })}
        hint="Markdown or plain. Lines that begin with # are headings: each part is found by itself. Secrets are masked when it is saved."
        problem={
          isTooLong
            ? `This is ${typed.text.length - LONGEST_ARTICLE} characters too long. Make two articles of it.`
            : undefined
        }
      />
      <div className="sticky bottom-0 flex flex-wrap items-center gap-2 border-t border-line bg-ground py-3">
        {found.length > 0 && (
          <div className="basis-full">
            <SecretsFound
              goOn="Save anyway"
              isBusy={save.isPending}
              onGoOn={store}
              onStay={() => setAsked(null)}
              says="Each of them is masked for good when it is saved. Say instead where it is kept."
            >
              <SecretList found={found} />
            </SecretsFound>
          </div>
        )}
        <Button
          type="submit"
          look="primary"
          isBusy={save.isPending}
          why={
            lacks
              ? 'Give it a title and a text first.'
              : isTooLong
                ? 'Shorten it first.'
                : !isChanged
                  ? 'Everything is saved.'
                  : found.length > 0
                    ? 'Decide first, above.'
                    : undefined
          }
        >
          Save
        </Button>
        <Button look="quiet" onClick={() => void leave()}>
          {isChanged ? 'Discard' : 'Close'}
        </Button>
        {isChanged && (
          <span className="text-small text-muted">Kept in this browser until you save</span>
        )}
      </div>
    </form>
  )
}

/** What somebody else has saved meanwhile: mine goes over it only when I say so. */
function Theirs({
  articleId,
  asOf,
  onTakeMine,
}: {
  articleId: string
  asOf: number
  onTakeMine: (basedOn: number) => void
}) {
  const { data: theirs } = useAsk(ReadArticle, { articleId }, { asOf })
  const [isShown, setShown] = useState(false)
  const [isDecided, setDecided] = useState(false)
  if (isDecided) return <Notice>Save again: yours then stands in the place of theirs.</Notice>
  return (
    <Notice
      tone="amber"
      title={`${theirs?.savedBy ?? 'Somebody'} has saved this article meanwhile`}
      actions={
        <>
          <Button size="small" onClick={() => setShown(!isShown)}>
            {isShown ? 'Hide theirs' : 'Show theirs'}
          </Button>
          <Button
            size="small"
            look="quiet"
            why={theirs ? undefined : 'Theirs is still being read.'}
            onClick={() => {
              if (theirs) onTakeMine(theirs.revision)
              setDecided(true)
            }}
          >
            Mine shall replace it
          </Button>
        </>
      }
    >
      Yours is not lost: it stands below. Take over from theirs what you need.
      {isShown && theirs && (
        <pre className="mt-2 max-h-72 overflow-auto rounded-md bg-sunken p-2 text-small whitespace-pre-wrap">
          {theirs.title}
          {'\n\n'}
          {theirs.text}
        </pre>
      )}
    </Notice>
  )
}
