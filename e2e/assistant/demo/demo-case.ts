/**
 * One kind of trouble as the demonstration knows it: by which words of a ticket it is recognised,
 * what can be quoted, what may be behind it, what tells the causes apart, and what mends each.
 *
 * Written as a technician would think, so that a walk through the demonstration makes sense:
 * every outcome of a check leads on, and every cause has a fix.
 */
export interface DemoCase {
  name: string
  /** Finds it in the whole text of a ticket. */
  fits: RegExp
  /** What is said first. */
  opening: string
  /** A fact and the words it rests on; `$1` stands for what the first group found. */
  facts: readonly (readonly [text: string, quote: RegExp])[]
  causes: readonly DemoCause[]
  checks: readonly DemoCheck[]
  question: { text: string; why: string; choices: readonly string[] }
}

export interface DemoCause {
  key: string
  cause: string
  likelihood: Likelihood
  /** What in the ticket speaks for it. */
  shownBy?: RegExp
  fix: {
    title: string
    steps: readonly string[]
    wouldConfirm: string
    risk: Risk
    script?: DemoScript
  }
}

/** A script template that does it: by which words it is looked up, and what the ticket knows of it. */
export interface DemoScript {
  need: string
  /** By parameter; the first group is the value. */
  values: Readonly<Record<string, RegExp>>
}

export interface DemoCheck {
  title: string
  how: string
  minutes: number
  risk: Risk
  /** What may be seen, and which causes that speaks for. */
  outcomes: readonly (readonly [result: string, ...keys: string[]])[]
}

export type Likelihood = 'unlikely' | 'possible' | 'likely' | 'very_likely'
export type Risk = 'read_only' | 'reversible' | 'disruptive'
