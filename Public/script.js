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
    // The next runs have their offset too.
    const isSame = written === exact || written.startsWith(`${exact} (`)
    const theirs = 'date' in time.dataset || isSame ? '' : ` (${written})`
    time.title = exact + theirs
    if ('relative' in time.dataset) continue
    time.textContent = 'date' in time.dataset ? date : isSame ? written : exact
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
  const fresh = await page(location.pathname + location.search)
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

/**
 * What was complained about at a field goes, or is said anew, as soon as something else is typed. Its
 * space stays, lest a button move away under the finger.
 */
function settle(form, fresh) {
  for (const fault of form.querySelectorAll('.fault[id]')) {
    const other = fresh.getElementById(fault.id)
    if (other) update(fault, other.textContent)
    fault.classList.toggle('settled', !other)
    const field = form.querySelector(`[aria-describedby~="${fault.id}"]`)
    if (other) field?.setAttribute('aria-invalid', 'true')
    else field?.removeAttribute('aria-invalid')
  }
  document.querySelector('.summary')?.classList.toggle('settled', !fresh.querySelector('#preview .fault'))
}

/** `new york` in the field of zones is `America/New_York`, if there is one such place. */
function completeZone(field) {
  const wanted = field.value.trim().toLowerCase().replaceAll(' ', '_')
  if (!wanted) return
  const names = [...field.list.options].map(({ value }) => value)
  const fits = names.filter((name) => name.toLowerCase() === wanted)
  const places = names.filter((name) => name.toLowerCase().endsWith(`/${wanted}`))
  if (fits.length || places.length === 1) field.value = fits[0] ?? places[0]
}

/** Where nothing was typed or deployed yet, a field of zones begins with the reader's own. */
function offerZones(field) {
  if ('ownZone' in field.dataset) field.value = zone
  field.addEventListener('change', () => completeZone(field))
}

/** Shows what the schedule means while it is typed. */
function preview(form) {
  const region = document.getElementById('preview')
  const button = form.querySelector('[name="preview"]')
  // Of all that changes beside the form, only the words are read out.
  const said = document.createElement('p')
  said.className = 'only-heard'
  said.role = 'status'
  region.after(said)
  let timer
  let running

  const show = async () => {
    running?.abort()
    running = new AbortController()
    const query = new URLSearchParams(new FormData(form))
    query.delete('idempotency_key')
    query.set('preview', '1')
    const fresh = await page(`${location.pathname}?${query}`, running.signal)
    const other = fresh?.getElementById('preview')
    if (!other) return
    settle(form, fresh)
    region.replaceChildren(...other.childNodes)
    localize(region)
    count()
    update(said, region.querySelector('.words, .fault')?.textContent ?? '')
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
  field.addEventListener('change', async () => {
    const [file] = field.files
    if (!file) return
    text.value = await file.text()
    field.value = ''
    text.focus()
    text.setSelectionRange(0, 0)
  })
}

/** Goes to the line of the fault. */
function point(text) {
  const lines = text.value.split('\n')
  const line = Number(text.dataset.line)
  const start = lines.slice(0, line - 1).reduce((length, each) => length + each.length + 1, 0)
  text.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
  text.scrollTop = Math.max(0, (text.scrollHeight / lines.length) * (line - 4))
}

/** A second press of a button sends nothing while the first is on its way. */
document.addEventListener('submit', (event) => {
  const form = event.target
  if (form.method !== 'post') return
  if (form.dataset.sent) event.preventDefault()
  form.dataset.sent = 'yes'
})
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent
})

localize(document)
count()
setInterval(count, 10000)
follow()
document.querySelectorAll('input[name="timezone"]').forEach(offerZones)
document.querySelectorAll('form[data-preview]').forEach(preview)
document.querySelectorAll('[data-upload]').forEach(upload)
document.querySelectorAll('[data-line]').forEach(point)
// The notice was read; reloading the page should not say it again.
if (location.search.includes('notice=')) {
  const address = new URL(location)
  address.searchParams.delete('notice')
  history.replaceState(null, '', address)
}
