/**
 * What a team has settled about FlowPilot: whose key it uses, how much it may spend and how
 * fast, and what leaves the house. A key goes in and never comes out again.
 *
 * Money is counted in millionths of a dollar, whole ones, so that sums are exact.
 */
import * as z from 'zod/mini'
import { Instant } from '../ids.ts'

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
