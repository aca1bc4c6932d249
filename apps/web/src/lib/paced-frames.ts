/** A page that nobody sees gets no frames: what is to happen happens without one then. */
const longestFrame = 100

/**
 * Runs what it is given in the next frame; after a run, not before `apart` milliseconds are over. One run may be under way.
 * A single change is shown at once, and a burst leaves the page time for all else.
 */
export function pacedFrames(apart: number): (run: () => void) => void {
  let ranAt = Number.NEGATIVE_INFINITY
  return (run) => {
    const runNow = () => {
      ranAt = performance.now()
      run()
    }
    const wait = ranAt + apart - performance.now()
    if (wait > 0) setTimeout(() => nextFrame(runNow), wait)
    else nextFrame(runNow)
  }
}

function nextFrame(run: () => void) {
  const once = () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    run()
  }
  const frame = requestAnimationFrame(once)
  const timer = setTimeout(once, longestFrame)
}
