/**
 * The chats that are told of the team's escalations, and what did not get out. A webhook goes in and
 * is never shown again: its host tells which it is.
 */
import { type FormEvent, useState } from 'react'
import {
  type Channel,
  ChannelKind,
  type FailedDelivery,
  ListChannels,
  ListFailed,
  RemoveChannel,
  SaveChannel,
  TestChannel,
  TryDeliveryAgain,
} from '#shared/notice/channel-contract.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { clock, day } from '../../ui/time-words.ts'
import { Asked } from '../Asked.tsx'
import { Part } from '../Part.tsx'
import { useAsk, useChange } from '../page-context.ts'

const NAMES: Record<ChannelKind, string> = { slack: 'Slack', teams: 'Microsoft Teams' }
const HOW: Record<ChannelKind, string> = {
  slack: 'In Slack: add the app “Incoming WebHooks” to a channel and copy its address.',
  teams:
    'In Teams: add the workflow “Post to a channel when a webhook request is received” and copy its address.',
}
const LOOKS_LIKE: Record<ChannelKind, string> = {
  slack: 'https://hooks.slack.com/services/…',
  teams: 'https://….logic.azure.com/workflows/…',
}

export function Channels() {
  const channels = useAsk(ListChannels, {})
  const failed = useAsk(ListFailed, {})
  return (
    <Part
      title="Escalations in your chat"
      about="Each escalation is told to these channels once: who, what, and a link to the ticket. Webhooks are kept encrypted and never shown again."
    >
      <Asked of={channels} label="Reading your chats" lines={4}>
        {({ channels: set }) =>
          ChannelKind.options.map((kind) => (
            <OneChannel key={kind} kind={kind} channel={set.find((one) => one.kind === kind)} />
          ))
        }
      </Asked>
      <Asked of={failed} label="Reading what did not get out">
        {(answer) => <Failed failed={answer.failed} />}
      </Asked>
    </Part>
  )
}

function OneChannel({ kind, channel }: { kind: ChannelKind; channel: Channel | undefined }) {
  const [address, setAddress] = useState('')
  const [isSetting, setSetting] = useState(false)
  const save = useChange(SaveChannel)
  const test = useChange(TestChannel)
  const remove = useChange(RemoveChannel)
  const name = NAMES[kind]
  const failed = save.error ?? test.error ?? remove.error
  const problem = save.error?.trouble.problems?.find(({ at }) => at.endsWith('address'))?.message
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (address.trim() === '' || save.isPending) return
    test.reset()
    save.mutate(
      { kind, address },
      {
        onSuccess: () => {
          setAddress('')
          setSetting(false)
        },
      },
    )
  }
  const showsField = isSetting || !channel
  return (
    <section
      aria-label={name}
      className="flex flex-col gap-2 rounded-md border border-line bg-surface p-3"
    >
      <h3 className="font-medium">{name}</h3>
      {channel && (
        <>
          <p className="break-words text-small text-muted">
            Tells {channel.host}. Set on {day(channel.setAt)} {clock(channel.setAt)} by{' '}
            {channel.setBy}.
          </p>
          <div className="flex flex-wrap gap-2">
            <Button isBusy={test.isPending} onClick={() => test.mutate({ kind })}>
              Send a test message
            </Button>
            {!isSetting && (
              <Button look="quiet" onClick={() => setSetting(true)}>
                Set another webhook
              </Button>
            )}
            <Button look="quiet" isBusy={remove.isPending} onClick={() => remove.mutate({ kind })}>
              Remove
            </Button>
          </div>
          <LastMessage channel={channel} isNews={test.isSuccess} />
        </>
      )}
      {showsField && (
        <form onSubmit={submit} className="flex flex-col gap-2" noValidate>
          <TextField
            label={`Webhook of ${name}`}
            type="password"
            value={address}
            onChange={({ target }) => {
              setAddress(target.value)
              save.reset()
            }}
            placeholder={LOOKS_LIKE[kind]}
            hint={HOW[kind]}
            problem={problem}
            autoComplete="off"
          />
          <div className="flex flex-wrap gap-2">
            <Button
              type="submit"
              look={channel ? 'secondary' : 'primary'}
              isBusy={save.isPending}
              why={address.trim() === '' ? 'Paste the webhook first.' : undefined}
            >
              Save webhook
            </Button>
            {channel && (
              <Button look="quiet" onClick={() => setSetting(false)}>
                Keep the one there is
              </Button>
            )}
          </div>
        </form>
      )}
      {failed && !problem && <Notice tone="bad">{failed.message}</Notice>}
    </section>
  )
}

function LastMessage({ channel, isNews }: { channel: Channel; isNews: boolean }) {
  const { lastAt, lastFailure } = channel
  if (!lastAt) return <p className="text-small text-muted">Nothing was sent there yet.</p>
  const when = `${day(lastAt)} ${clock(lastAt)}`
  if (lastFailure) {
    return (
      <Notice tone="bad" title={`The last message did not arrive (${when})`}>
        {lastFailure}
      </Notice>
    )
  }
  if (isNews) return <Notice tone="good">The message was taken. Look for it in the channel.</Notice>
  return <p className="text-small text-muted">The last message was taken on {when}.</p>
}

function Failed({ failed }: { failed: readonly FailedDelivery[] }) {
  const again = useChange(TryDeliveryAgain)
  return (
    <section aria-labelledby="not-sent" className="flex flex-col gap-2">
      <h3 id="not-sent" className="font-medium">
        What did not get out
      </h3>
      {failed.length === 0 ? (
        <p className="text-small text-muted">
          Nothing: every message and mail arrived, or is still being tried.
        </p>
      ) : (
        <ul className="divide-y divide-line rounded-md border border-line bg-surface">
          {failed.map((one) => (
            <li key={one.id} className="flex flex-col gap-1 px-3 py-2">
              <p className="break-words">{one.text}</p>
              <p className="text-small text-bad-ink break-words">{one.failure}</p>
              <div className="flex flex-wrap items-center gap-2">
                <span className="flex-1 text-small text-muted">
                  {tellWay(one)}, {day(one.failedAt)} {clock(one.failedAt)}
                </span>
                <Button
                  size="small"
                  isBusy={again.isPending && again.variables.id === one.id}
                  onClick={() => again.mutate({ id: one.id })}
                >
                  Try again
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {again.error && <Notice tone="bad">{again.error.message}</Notice>}
    </section>
  )
}

const tellWay = ({ way, toName }: FailedDelivery): string =>
  way === 'mail' ? `Mail to ${toName ?? 'a colleague'}` : NAMES[way]
