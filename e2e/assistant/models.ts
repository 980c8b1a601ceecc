/**
 * The models the stand-in knows, and what each of them takes. Requests are judged by this table
 * and `GET /v1/models` is shown from it, so the two cannot differ.
 *
 * Two of them are there to be refused: one is about to retire, one has retired.
 */
import type Anthropic from '@anthropic-ai/sdk'

export const EFFORTS = ['low', 'medium', 'high', 'xhigh', 'max'] as const
export type Effort = (typeof EFFORTS)[number]
export type Thinking = 'adaptive' | 'between_tools' | 'disabled' | 'enabled'

export interface Model {
  id: string
  name: string
  line: Anthropic.ModelInfo['line']
  createdAt: string
  lifecycle: Anthropic.ModelInfo['lifecycle']
  retiresAt?: string
  contextTokens: number
  outputTokens: number
  /** What `thinking.type` may be, and up to which effort. */
  thinking: Partial<Record<Thinking, Effort>>
  /** Whether `tool_choice` may be `any` or `tool`. */
  canForceTools: boolean
  defaultEffort: Effort
  smallestCachedPrefix: number
  /** Thinking of these models can be read by the others; that of the rest is bound to its model. */
  isThinkingShared: boolean
}

const current = {
  lifecycle: 'active',
  contextTokens: 1_000_000,
  outputTokens: 128_000,
  canForceTools: false,
  smallestCachedPrefix: 512,
  isThinkingShared: false,
} as const

export const MODELS: readonly Model[] = [
  {
    ...current,
    id: 'claude-haiku-5-5',
    name: 'Claude Haiku 5.5',
    line: 'haiku',
    createdAt: '2026-10-21T00:00:00Z',
    thinking: { adaptive: 'max', disabled: 'high' },
    canForceTools: true,
    defaultEffort: 'medium',
    isThinkingShared: true,
  },
  {
    ...current,
    id: 'claude-sonnet-5-5',
    name: 'Claude Sonnet 5.5',
    line: 'sonnet',
    createdAt: '2026-10-21T00:00:00Z',
    thinking: { adaptive: 'max', between_tools: 'high' },
    defaultEffort: 'high',
  },
  {
    ...current,
    id: 'claude-opus-5-5',
    name: 'Claude Opus 5.5',
    line: 'opus',
    createdAt: '2026-09-15T00:00:00Z',
    thinking: { adaptive: 'max' },
    defaultEffort: 'medium',
  },
  {
    ...current,
    id: 'claude-fable-5-1',
    name: 'Claude Fable 5.1',
    line: 'fable',
    createdAt: '2026-08-18T00:00:00Z',
    thinking: { adaptive: 'max' },
    defaultEffort: 'high',
  },
  {
    ...current,
    id: 'claude-sonnet-4-5',
    name: 'Claude Sonnet 4.5',
    line: 'sonnet',
    createdAt: '2025-09-29T00:00:00Z',
    lifecycle: 'deprecated',
    retiresAt: '2026-11-30T00:00:00Z',
    contextTokens: 200_000,
    outputTokens: 64_000,
    thinking: { enabled: 'high', disabled: 'high' },
    canForceTools: true,
    defaultEffort: 'high',
    smallestCachedPrefix: 1_024,
  },
  {
    ...current,
    id: 'claude-3-7-sonnet-20250219',
    name: 'Claude Sonnet 3.7',
    line: 'sonnet',
    createdAt: '2025-02-24T00:00:00Z',
    lifecycle: 'retired',
    retiresAt: '2026-02-19T00:00:00Z',
    contextTokens: 200_000,
    outputTokens: 64_000,
    thinking: { enabled: 'high', disabled: 'high' },
    canForceTools: true,
    defaultEffort: 'high',
    smallestCachedPrefix: 1_024,
  },
]

/** A model that answers; retired ones are only still listed. */
export function findModel(id: string): Model | undefined {
  return MODELS.find((model) => model.id === id && model.lifecycle !== 'retired')
}

export function showModel(model: Model): Anthropic.ModelInfo {
  const takes = (type: Thinking) => support(model.thinking[type] !== undefined)
  return {
    id: model.id,
    type: 'model',
    display_name: model.name,
    line: model.line,
    created_at: model.createdAt,
    lifecycle: model.lifecycle,
    deprecated_at: model.lifecycle === 'active' ? null : '2026-05-14T00:00:00Z',
    retires_at: model.retiresAt ?? null,
    max_input_tokens: model.contextTokens,
    max_tokens: model.outputTokens,
    capabilities: {
      batch: support(true),
      citations: support(true),
      code_execution: support(true),
      context_management: {
        supported: true,
        clear_thinking_20251015: support(true),
        clear_tool_uses_20250919: support(true),
        compact_20260112: support(true),
      },
      effort: {
        supported: true,
        low: support(true),
        medium: support(true),
        high: support(true),
        xhigh: support(true),
        max: support(true),
      },
      image_input: support(true),
      pdf_input: support(true),
      server_tools: {
        supported: true,
        code_execution: support(true),
        web_search: support(true),
      },
      structured_outputs: support(true),
      thinking: {
        supported: true,
        types: {
          adaptive: takes('adaptive'),
          between_tools: takes('between_tools'),
          disabled: takes('disabled'),
          enabled: takes('enabled'),
        },
      },
    },
  }
}

const support = (supported: boolean) => ({ supported })
