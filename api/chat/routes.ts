/** The chat's addresses: ask, stop, read and forget one's own conversation, and follow it live. */
import {
  AskQuestion,
  FollowChat,
  ForgetQuestions,
  ListQuestions,
  StopQuestion,
} from '#shared/chat/contract.ts'
import { type App, admit, answer } from '../answer.ts'
import { openFanOut, type TurnFanOut } from '../assistant/fan-out-turns.ts'
import { tellSnapshot } from '../assistant/tell-change.ts'
import { inTeam } from '../db.ts'
import type { Deps } from '../deps.ts'
import { asksToFollow, countPlaces, type Send, streamEvents } from '../event-stream.ts'
import { askQuestion, endWhatNobodyAnswers, stopQuestion } from './ask-question.ts'
import { endAbandonedQuestion } from './end-question.ts'
import { forgetQuestions, listQuestions, readLatest } from './queries.ts'
import { questionOf, shownOfQuestion } from './show-question.ts'

const MOST_SHOWN = 30

export function chatRoutes(app: App): void {
  const { deps } = app

  answer(app, AskQuestion, async (asked, who) => questionOf(await askQuestion(deps, who, asked)))
  answer(app, StopQuestion, async ({ questionId }, who) =>
    questionOf(await stopQuestion(deps, who, questionId)),
  )
  answer(app, ListQuestions, async (_, who) => {
    await endWhatNobodyAnswers(deps, who)
    const { teamId, personId } = who
    const rows = await inTeam(deps.db, teamId, (tx) =>
      listQuestions(tx, teamId, personId, MOST_SHOWN),
    )
    return { questions: rows.map(questionOf) }
  })
  answer(app, ForgetQuestions, async (_, { teamId, personId }) => ({
    forgotten: await inTeam(deps.db, teamId, (tx) => forgetQuestions(tx, teamId, personId)),
  }))
  followChatRoute(app)
}

/** Both have one address and differ by what is asked for; see `follow-turns.ts`. */
function followChatRoute(app: App): void {
  const { deps } = app
  const fanOuts = new Map<string, TurnFanOut>()
  const places = countPlaces()

  app.hono.get(`/api${FollowChat.path}`, async (c, next) => {
    if (!asksToFollow(c)) return next()
    const who = await admit(app, FollowChat, c)
    const { teamId, personId } = who
    const giveBack = places.take(personId)
    const key = `${teamId} ${personId}`
    const fanOut = fanOuts.get(key) ?? openChatFanOut(deps, who, () => fanOuts.delete(key))
    fanOuts.set(key, fanOut)
    let listener: Send | undefined
    const following = {
      join(send: Send) {
        listener = send
        return fanOut.join(send)
      },
      leave() {
        if (listener) fanOut.leave(listener)
      },
    }
    return streamEvents(deps, c, who, following, giveBack)
  })

  answer(app, FollowChat, async (_, { teamId, personId }) => {
    const row = await inTeam(deps.db, teamId, (tx) => readLatest(tx, teamId, personId))
    const shown = deps.chats.of(teamId, personId)?.shown ?? (row && shownOfQuestion(row))
    return tellSnapshot(shown, deps.now())
  })
}

const openChatFanOut = (
  deps: Deps,
  { teamId, personId }: { teamId: string; personId: string },
  onEmpty: () => void,
): TurnFanOut =>
  openFanOut(
    deps,
    {
      ...{ about: 'chat', teamId, id: personId },
      own: () => deps.chats.of(teamId, personId)?.shown,
      hear: (listener) => deps.chats.hear(teamId, personId, listener),
      async read() {
        const row = await inTeam(deps.db, teamId, (tx) => readLatest(tx, teamId, personId))
        const endIt = async () => row && endAbandonedQuestion(deps, row)
        return row && { shown: shownOfQuestion(row), leaseUntil: row.leaseUntil, endIt }
      },
    },
    onEmpty,
  )
