/**
 * What a team has settled about FlowPilot: whose key it uses, how much it may spend and how
 * fast, and what leaves the house. A key goes in and never comes out again.
 *
 * Money is counted in millionths of a dollar, whole ones, so that sums are exact.
 */
import * as z from 'zod/mini'
import { Instant } from '../ids.ts'
import { route } from '../route.ts'

/** Secrets always go, and people stand under other names; hosts and addresses may go as well. */
export const RedactionPolicy = z.enum(['keep_hosts', 'mask_hosts'])
export type RedactionPolicy = z.infer<typeof RedactionPolicy>

/** Where a model may run. */
export const InferenceGeo = z.enum(['us', 'global'])
export type InferenceGeo = z.infer<typeof InferenceGeo>

/** Micro-dollars: up to a million dollars. */
export const MicroDollars = z.int().check(z.minimum(0), z.maximum(1_000_000_000_000))

/** What came of trying a key, in words. */
export const AssistantTest = z
  .object({
    at: Instant,
    ok: z.boolean(),
    findings: z.array(
      z.object({
        /** What was tried, in the words of the screen. */
        what: z.string(),
        state: z.enum(['works', 'fails', 'unknown']),
        /** What is wrong and what to do about it. */
        message: z.string(),
      }),
    ),
  })
  .check(z.meta({ id: 'AssistantTest' }))
export type AssistantTest = z.infer<typeof AssistantTest>

/** What an admin may change about limits and about what leaves the house. */
export const AssistantLimits = z.object({
  /** None takes the installation's, which also holds for a higher one while its key is used. */
  monthlyLimitMicro: z.nullable(MicroDollars),
  /** What one session may cost; none takes the installation's, as above. */
  sessionLimitMicro: z.nullable(MicroDollars),
  turnsPerMinute: z.nullable(z.int().check(z.minimum(1), z.maximum(10_000))),
  redactionPolicy: RedactionPolicy,
  /** None leaves it to the vendor's workspace. */
  inferenceGeo: z.nullable(InferenceGeo),
})
export type AssistantLimits = z.infer<typeof AssistantLimits>

export const AssistantSettings = z
  .object({
    /** The team's own key; none while the installation's is used, or none at all. */
    ownKey: z.nullable(z.object({ setAt: Instant, setBy: z.string() })),
    hasInstallationKey: z.boolean(),
    lastTest: z.nullable(AssistantTest),
    limits: AssistantLimits,
    /** What holds now, with the installation's own limits; none is no limit. */
    effectiveLimitMicro: z.nullable(MicroDollars),
    effectiveSessionLimitMicro: z.nullable(MicroDollars),
    effectiveTurnsPerMinute: z.int(),
    /** In this calendar month, UTC. */
    usedMicro: z.int(),
    /** Of models that go or that lack something, in words. */
    warnings: z.array(z.string()),
  })
  .check(z.meta({ id: 'AssistantSettings' }))
export type AssistantSettings = z.infer<typeof AssistantSettings>

const ApiKey = z.string().check(z.trim(), z.minLength(1), z.maxLength(300))

export const ReadAssistantSettings = route({
  method: 'GET',
  path: '/assistant/settings',
  summary: 'The team’s settings about models, without its key',
  may: 'manageAssistant',
  request: z.object({}),
  response: AssistantSettings,
})

export const SetAssistantKey = route({
  method: 'PUT',
  path: '/assistant/key',
  summary: 'Set the team’s own key; it is kept encrypted and is never shown again',
  may: 'manageAssistant',
  needsProof: true,
  request: z.object({ apiKey: ApiKey }),
  response: AssistantSettings,
})

export const ForgetAssistantKey = route({
  method: 'DELETE',
  path: '/assistant/key',
  summary: 'Forget the team’s own key',
  may: 'manageAssistant',
  needsProof: true,
  request: z.object({}),
  response: AssistantSettings,
})

export const TestAssistantKey = route({
  method: 'POST',
  path: '/assistant/key/test',
  summary: 'Try the key that is used, or one that is not stored yet, model by model',
  may: 'manageAssistant',
  pace: 'reachOut',
  request: z.object({ apiKey: z.optional(ApiKey) }),
  response: AssistantTest,
})

export const SetAssistantLimits = route({
  method: 'PUT',
  path: '/assistant/limits',
  summary: 'Set the team’s limits and what leaves the house',
  may: 'manageAssistant',
  request: AssistantLimits,
  response: AssistantSettings,
})
