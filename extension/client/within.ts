/** What came of it within so many milliseconds; undefined where it takes longer, though it goes on. */
export const within = <Answer>(answer: Promise<Answer>, ms: number): Promise<Answer | undefined> =>
  Promise.race([
    answer,
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms)),
  ])
