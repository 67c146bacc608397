// Everything here can be done without it too; it makes times local and pages live.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
const format = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short', day: 'numeric', month: 'short', year: 'numeric',
  hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short',
})

/** As the pages write it: `Wed 25 Nov 2026, 09:00 CET`. */
function local(instant) {
  const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]))
  const date = `${part.day} ${part.month.slice(0, 3)} ${part.year}`
  return { date, exact: `${part.weekday} ${date}, ${part.hour}:${part.minute} ${part.timeZoneName}` }
}

/** As the pages write it: `in 3 h 12 min`, `5 days ago`. */
function distance(instant) {
  const difference = instant - Date.now()
  const minutes = Math.floor((Math.abs(difference) + (difference > 0 ? 59999 : 0)) / 60000)
  if (minutes < 1) return difference > 0 ? 'now' : 'just now'
  return difference > 0 ? `in ${coarse(minutes)}` : `${coarse(minutes)} ago`
}

function coarse(minutes) {
  const pair = (count, unit, rest, smaller) => `${count} ${unit}` + (rest ? ` ${rest} ${smaller}` : '')
  const days = Math.floor(minutes / 1440)
  if (minutes < 60) return `${minutes} min`
  if (days < 1) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
  if (days < 2) return pair(1, 'day', Math.floor(minutes / 60) % 24, 'h')
  if (days < 60) return `${days} days`
  return days < 730 ? `${Math.floor(days / 30)} months` : `${Math.floor(days / 365)} years`
}

/** Shows times in the reader's zone; what the server wrote is kept for hovering. */
function localize(root) {
  for (const time of root.querySelectorAll('time[datetime]')) {
    const instant = new Date(time.dateTime)
    const written = time.title || time.textContent
    const { date, exact } = local(instant)
    const theirs = 'date' in time.dataset || written === exact ? '' : ` (${written})`
    time.title = exact + theirs
    if ('relative' in time.dataset) continue
    time.textContent = 'date' in time.dataset ? date : exact
    if ('scheduled' in time.dataset && theirs) {
      const there = document.createElement('small')
      there.textContent = ` ${written.split(', ').pop()} there`
      time.append(there)
    }
  }
}

function count() {
  for (const time of document.querySelectorAll('time[data-relative]')) {
    update(time, distance(new Date(time.dateTime)))
  }
  for (const text of document.querySelectorAll('[data-distance]')) {
    update(text, distance(new Date(text.dataset.distance)))
  }
}

function update(element, text) {
  if (element.textContent !== text) element.textContent = text
}

/** A page of this site; nothing where it cannot be had, or signing in is asked for instead. */
async function page(path, signal) {
  try {
    const response = await fetch(path, { signal, headers: { Accept: 'text/html' } })
    const isSame = new URL(response.url).pathname === new URL(path, location).pathname
    if (!response.ok || !isSame) return null
    return new DOMParser().parseFromString(await response.text(), 'text/html')
  } catch {
    return null
  }
}

/** Puts a region's new content in place, unless the reader is in it; what was folded out stays so. */
function swap(region, fresh) {
  if (region.contains(document.activeElement)) return
  if (region.served === undefined) region.served = ''
  if (region.served === fresh.innerHTML) return
  region.served = fresh.innerHTML
  const folds = [...region.querySelectorAll('details')].map((details) => details.open)
  region.replaceChildren(...fresh.childNodes)
  region.querySelectorAll('details').forEach((details, index) => {
    if (index < folds.length) details.open = folds[index]
  })
  localize(region)
}

/** Refreshes the regions that change by themselves, as often as the page asks for (in seconds). */
async function follow() {
  const seconds = Number(document.querySelector('[data-follow]')?.dataset.follow)
  if (!seconds) return
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  if (document.hidden) {
    await new Promise((resolve) => document.addEventListener('visibilitychange', resolve, { once: true }))
  }
  const fresh = await page(location.pathname)
  if (fresh) {
    for (const region of document.querySelectorAll('[data-refresh]')) {
      const other = fresh.getElementById(region.id)
      if (other) swap(region, other)
    }
    const pace = fresh.querySelector('[data-follow]')?.dataset.follow
    const marked = document.querySelector('[data-follow]')
    if (pace) marked.dataset.follow = pace
    else delete marked.dataset.follow
    count()
  }
  follow()
}

/** Shows what the schedule means while it is typed. */
function preview(form) {
  const region = document.getElementById('preview')
  const button = form.querySelector('[name="preview"]')
  const zoneField = form.elements.timezone
  if (!zoneField.value) zoneField.value = zone
  let timer
  let running

  const show = async () => {
    running?.abort()
    running = new AbortController()
    const query = new URLSearchParams(new FormData(form))
    query.set('preview', '1')
    const fresh = await page(`${location.pathname}?${query}`, running.signal)
    const other = fresh?.getElementById('preview')
    if (!other) return
    region.replaceChildren(...other.childNodes)
    localize(region)
    count()
  }

  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(show, 300)
  })
  button.hidden = true
  show()
}

/** Takes a trace from a file into the text field. */
function upload(field) {
  const text = document.getElementById('trace')
  field.hidden = false
  field.querySelector('input').addEventListener('change', async ({ target }) => {
    const [file] = target.files
    if (!file) return
    text.value = await file.text()
    text.focus()
    text.setSelectionRange(0, 0)
  })
}

localize(document)
count()
setInterval(count, 10000)
follow()
document.querySelectorAll('form[data-preview]').forEach(preview)
document.querySelectorAll('[data-upload]').forEach(upload)
// The notice was read; reloading the page should not say it again.
if (location.search.includes('notice=')) {
  const address = new URL(location)
  address.searchParams.delete('notice')
  history.replaceState(null, '', address)
}
