/** Whether a promise is fulfilled within so many ms. Rejects when it is rejected in that time; of what comes later nothing is told. */
export async function within(ms: number, promise: Promise<unknown>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<false>()
  const timer = setTimeout(resolve, ms, false)
  return Promise.race([promise.then(() => true), late]).finally(() => clearTimeout(timer))
}
