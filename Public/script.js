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
  if (minutes < 1) return 'just now'
  if (difference > 0 && difference < 60000) return 'in less than a minute'
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
    // The next runs have their offset too; a zone may have another name here.
    const isSame = written.slice(0, exact.lastIndexOf(' ')) === exact.slice(0, exact.lastIndexOf(' '))
    if ('scheduled' in time.dataset || 'next' in time.dataset) {
      showBeside(time, written, isSame ? '' : exact)
      continue
    }
    time.title = exact + (isSame ? '' : ` (${written})`)
    if ('relative' in time.dataset) continue
    time.textContent = 'date' in time.dataset ? date : isSame ? written : exact
  }
}

/** What a schedule says is said by its own clocks first, then by the reader's, each with its day. */
function showBeside(time, written, exact) {
  const [day, clock] = exact.split(', ')
  time.title = exact ? `${written}; ${exact} your time` : written
  if (!exact || !('scheduled' in time.dataset)) return
  const here = document.createElement('small')
  here.textContent = ` ${day.split(' ').slice(0, 3).join(' ')}, ${clock.split(' ')[0]} your time`
  time.append(here)
}

/** A next run that has passed is none: it is due. */
function countdown(instant) {
  return instant > Date.now() ? distance(instant) : 'due now'
}

function count() {
  for (const time of document.querySelectorAll('time[data-relative]')) {
    update(time, distance(new Date(time.dateTime)))
  }
  for (const time of document.querySelectorAll('time[data-next]')) {
    update(time, countdown(new Date(time.dateTime)))
  }
  for (const text of document.querySelectorAll('[data-distance]')) {
    const say = text.closest('[data-refresh]') ? countdown : distance
    update(text, say(new Date(text.dataset.distance)))
  }
}

function update(element, text) {
  if (element.textContent !== text) element.textContent = text
}

/** A page of this site, or what a form of it leads to, with the status of its answer; that is 0 where there was none, 401 where signing in is asked for. */
async function load(path, signal, form) {
  try {
    const response = await fetch(path, {
      signal, headers: { Accept: 'text/html' }, ...(form ? { method: 'POST', body: form } : {}),
    })
    const isSame = new URL(response.url).pathname === new URL(path, location).pathname
    const content = new DOMParser().parseFromString(await response.text(), 'text/html')
    return { status: isSame ? response.status : 401, content }
  } catch {
    return { status: 0 }
  }
}

/** Makes a part of the page what it is now. What did not change stays, and with it the focus. */
function renew(old, fresh) {
  if (old.nodeName !== fresh.nodeName || (old.id ?? '') !== (fresh.id ?? '')) return old.replaceWith(fresh)
  if (old.nodeType === Node.TEXT_NODE) return update(old, fresh.textContent)
  // What is pressed again after Back is asked about, not done twice.
  if (isBack && old.name === 'idempotency_key') return
  // Whether it is folded out is the reader's to say.
  const names = new Set([...old.getAttributeNames(), ...fresh.getAttributeNames()])
  names.delete('open')
  for (const name of names) {
    const value = fresh.getAttribute(name)
    if (value === null) old.removeAttribute(name)
    else if (value !== old.getAttribute(name)) old.setAttribute(name, value)
  }
  const named = new Map([...old.children].filter(({ id }) => id).map((child) => [child.id, child]))
  const wanted = [...fresh.childNodes]
  wanted.forEach((child, index) => {
    const here = old.childNodes[index] ?? null
    const same = named.get(child.id)
    if (same && same !== here) old.insertBefore(same, here)
    if (same) renew(same, child)
    else if (here && !here.id) renew(here, child)
    else old.insertBefore(child, here)
  })
  while (old.childNodes.length > wanted.length) old.lastChild.remove()
}

/** Brings the regions that change by themselves up to date, but for one in which a form is on its way. */
function refresh(fresh) {
  for (const region of document.querySelectorAll('[data-refresh]')) {
    const other = fresh.getElementById(region.id)
    if (!other || region.served === other.innerHTML || region.querySelector('[data-sent]')) continue
    region.served = other.innerHTML
    const focused = document.activeElement
    renew(region, other)
    // A row that has moved has lost it.
    if (focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true })
    localize(region)
  }
  count()
}

/** Says why the page cannot be brought up to date; an empty text takes that back. */
function admit(text, link) {
  let note = document.getElementById('standstill')
  if (!text) return note?.remove()
  if (note?.firstChild.data === text) return
  note?.remove()
  note = document.createElement('p')
  note.id = 'standstill'
  note.className = 'note warn'
  note.role = 'status'
  note.append(text)
  if (link) {
    const way = document.createElement('a')
    way.href = link
    way.textContent = 'Sign in again'
    note.append(' ', way, '.')
  }
  document.getElementById('main').prepend(note)
}

/** How long until the next look, in milliseconds: sooner where something is about to begin. */
function pace(seconds) {
  const waits = [...document.querySelectorAll('[data-refresh] time[data-next]')]
    .map((time) => new Date(time.dateTime) - Date.now()).filter((wait) => wait > -300000)
  return Math.max(Math.min(seconds * 1000, ...waits.map((wait) => wait + 1500)), Math.min(seconds, 3) * 1000)
}

/** Whether the page came back as it was left, and was not looked at since. */
let isBack = false
let wake = () => {}
addEventListener('pageshow', ({ persisted }) => {
  // What was done then need not be so any more.
  if (persisted) document.querySelector('p.notice')?.remove()
  isBack ||= persisted
  if (isBack) wake()
})

/**
 * Refreshes the regions that change by themselves, as often as the page asks for (in seconds), and when
 * the page comes back.
 */
async function follow(since = new Date(), took = 0) {
  if (!document.querySelector('[data-refresh]')) return
  const marked = document.querySelector('[data-follow]')
  const seconds = Number(marked?.dataset.follow)
  if (!isBack) {
    await new Promise((resolve) => {
      wake = resolve
      // A page that takes the server long is asked for less often.
      if (seconds) setTimeout(resolve, Math.max(pace(seconds), 10 * took))
    })
  }
  if (document.hidden) {
    await new Promise((resolve) => document.addEventListener('visibilitychange', resolve, { once: true }))
  }
  const wasBack = isBack
  const asked = performance.now()
  const { status, content } = await load(location.pathname + location.search)
  if (status === 404 && marked) {
    document.getElementById('main').replaceChildren(...content.getElementById('main').childNodes)
    return
  }
  if (status === 200) {
    refresh(content)
    const next = content.querySelector('[data-follow]')?.dataset.follow
    if (next && marked) marked.dataset.follow = next
    else marked?.removeAttribute('data-follow')
    admit('')
    since = new Date()
  } else if (status === 401) {
    admit('You are signed out; this page shows how things stood before.',
      `${document.body.dataset.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`)
  } else {
    admit(`This page cannot be brought up to date. It shows how things stood on ${local(since).exact}.`)
  }
  // What was asked for before the page was left is of that time.
  if (wasBack) isBack = false
  follow(since, performance.now() - asked)
}

/** Whether in a field, or in those of a group, stands what the page came with. */
function isAsServed(field) {
  return [field, ...field.querySelectorAll('input, option')].every((each) => each.tagName === 'SELECT'
    || each.value === (each.defaultValue ?? each.value) && each.checked === each.defaultChecked
    && each.selected === each.defaultSelected)
}

/**
 * What was complained about at a field goes, or is said anew, as soon as something else is typed. Its
 * space stays, lest a button move away under the finger.
 *
 * What only a deployment refuses, and no preview, stays until its own field is another.
 */
function settle(form, fresh) {
  for (const fault of form.querySelectorAll('.fault[id]')) {
    const other = fresh.getElementById(fault.id)
    if (!other && !form.dataset.typed) fault.dataset.kept = ''
    const field = form.querySelector(`[aria-describedby~="${fault.id}"]`)
    const isSettled = !other && !('kept' in fault.dataset && (!field || isAsServed(field)))
    if (other) update(fault, other.textContent)
    fault.classList.toggle('settled', isSettled)
    if (isSettled) field?.removeAttribute('aria-invalid')
    else field?.setAttribute('aria-invalid', 'true')
  }
  for (const offers of form.querySelectorAll('.offers[id]')) {
    const others = fresh.getElementById(offers.id)?.childNodes ?? []
    offers.classList.toggle('settled', !others.length)
    if (others.length) offers.replaceChildren(...others)
  }
  const isSettled = form.dataset.typed && !fresh.querySelector('#preview .fault')
    && !form.querySelector('.fault[id]:not(.settled)')
  document.querySelector('.summary')?.classList.toggle('settled', Boolean(isSettled))
}

/** `new york` in the field of zones is `America/New_York`, if there is one such place, as for the server. */
function completeZone(field) {
  const wanted = field.value.trim().toLowerCase().split(/ +/).join('_')
  if (!wanted) return
  const names = [...field.list.options].map(({ value }) => value)
  const fits = names.filter((name) => name.toLowerCase() === wanted)
  // Who writes GMT+5 does not mean Etc/GMT+5, which is west.
  const places = names.filter((name) => !name.startsWith('Etc/') && name.toLowerCase().endsWith(`/${wanted}`))
  if (fits.length || places.length === 1) field.value = fits[0] ?? places[0]
}

/** Where nothing was typed or deployed yet, a field of zones begins with the reader's own. */
function offerZones(field) {
  if ('ownZone' in field.dataset) field.value = zone
  field.addEventListener('change', () => completeZone(field))
}

/** What a field may have been meant to say is put into it; what else was typed meanwhile stays. */
document.addEventListener('click', (event) => {
  const offer = event.target.closest('a[data-offer]')
  const form = offer?.closest('form') ?? document.querySelector('form[data-preview]')
  const field = form?.elements[offer?.dataset.offer]
  if (!field) return
  event.preventDefault()
  field.value = offer.textContent
  field.dispatchEvent(new Event('input', { bubbles: true }))
  field.focus()
})

/** Why the server told nothing of a form, by the status of its answer. */
function obstacle(status) {
  switch (status) {
    case 0: return 'This cannot be told now: the server does not answer. It is asked again in a moment.'
    case 401: return 'This cannot be told now: your session is over.'
    case 404: return 'There is no such automation any more.'
    case 400: case 414: case 431:
      return 'This form is too long to be looked at while it is typed. Deploy takes all of it, or says what is wrong.'
    case 429: return 'This cannot be told now: too much is asked at once. It is asked again in a moment.'
    default: return 'This cannot be told now: the server is in trouble. It is asked again in a moment.'
  }
}

/** Shows what the schedule means while it is typed. */
function preview(form) {
  const region = document.getElementById('preview')
  const button = form.querySelector('[name="preview"]')
  // The page of a form that was refused or held back may stand at another address.
  const path = form.getAttribute('action')
  // Of all that changes beside the form, only the words are read out.
  const said = document.createElement('p')
  said.className = 'only-heard'
  said.role = 'status'
  region.after(said)
  let timer
  let running
  let asked

  const query = () => {
    const query = new URLSearchParams(new FormData(form))
    query.delete('idempotency_key')
    query.set('preview', 'live')
    return query.toString()
  }

  const show = async () => {
    running?.abort()
    const own = running = new AbortController()
    asked = query()
    const { status, content } = await load(`${path}?${asked}`, own.signal)
    if (own !== running || timer) return
    running = undefined
    const other = status === 200 && content.getElementById('preview')
    if (other) {
      settle(form, content)
      region.replaceChildren(...other.childNodes)
      localize(region)
      count()
    } else {
      region.replaceChildren(region.querySelector('h2'), unknown(status))
      if (status === 0 || status === 429 || status >= 500) ask(5000)
    }
    region.removeAttribute('aria-busy')
    update(said, region.querySelector('.words, .fault')?.textContent ?? '')
  }

  /** Nothing is said of a schedule that could not be looked at. */
  const unknown = (status) => {
    const fault = document.createElement('p')
    fault.className = 'fault'
    fault.textContent = `${obstacle(status)} What you typed stays.`
    return fault
  }

  const ask = (delay) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      timer = undefined
      show()
    }, delay)
  }

  form.addEventListener('input', () => {
    form.dataset.typed = 'yes'
    // What stands there is of what was typed before.
    region.setAttribute('aria-busy', 'true')
    ask(300)
  })
  // After Back the browser puts back what stood in the fields, later than this and without a word.
  addEventListener('pageshow', ({ persisted }) => (persisted || query() !== asked) && show())
  // What has passed is no next run any more: those that come are asked for.
  setInterval(() => {
    const passed = (text) => new Date(text.dataset.distance) <= Date.now()
    const isOver = query() !== asked || [...region.querySelectorAll('[data-distance]')].some(passed)
    if (!running && !timer && isOver) show()
  }, 5000)
  button.hidden = true
  show()
}

/** Shows what would be sent while somebody chooses; where that cannot be told now, what stood there goes. */
function showSent(form) {
  const button = form.querySelector('[value="show"]')
  let running
  form.addEventListener('change', async () => {
    running?.abort()
    const own = running = new AbortController()
    const body = new URLSearchParams(new FormData(form))
    body.delete('idempotency_key')
    body.set('then', 'show')
    const { status, content } = await load(form.getAttribute('action'), own.signal, body)
    if (own !== running) return
    for (const region of form.querySelectorAll('.sent')) {
      const other = status === 200 && content.getElementById(region.id)
      if (other) {
        region.replaceChildren(...other.childNodes)
      } else {
        const fault = document.createElement('p')
        fault.className = 'fault'
        fault.textContent = obstacle(status)
        region.replaceChildren(region.querySelector('h3'), fault)
      }
    }
  })
  button.hidden = true
}

/** Takes a text from a file into its field. */
function upload(field) {
  const text = document.getElementById(field.dataset.upload)
  field.addEventListener('change', async () => {
    const [file] = field.files
    if (!file) return
    try {
      text.value = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
    } catch {
      // The file goes with the form, and the server says what would be right.
      return
    }
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

/** The button that was pressed shows that it is at work, and a second press sends nothing meanwhile. */
document.addEventListener('submit', (event) => {
  const form = event.target
  if (form.dataset.sent) return event.preventDefault()
  form.dataset.sent = 'yes'
  // The value of a disabled button is not sent: only when the form is on its way.
  setTimeout(() => {
    event.submitter?.setAttribute('aria-busy', 'true')
    for (const button of form.querySelectorAll('button')) button.disabled = true
  })
  // Who stopped the page from loading may press again; the server does nothing twice before.
  setTimeout(() => release(form), 30000)
})

function release(form) {
  delete form.dataset.sent
  for (const button of form.querySelectorAll('button')) {
    button.disabled = false
    button.removeAttribute('aria-busy')
  }
}

addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(release))

/** What a person types into a form, but for what is secret and for files. */
function fields(form) {
  return [...form.elements].filter(({ name, type, tagName }) =>
    name && tagName !== 'BUTTON' && !['hidden', 'password', 'file'].includes(type))
}

/** A field as the next look at the page will know it. */
const known = (field) => field.id || `${field.name}=${field.value}`

/** What the page of a form had seen of what it changes: with it the server tells what came in between. */
function seen(form) {
  return [...form.elements].filter(({ name, type }) => type === 'hidden' && name.startsWith('seen'))
}

/** Who is signed in. */
const caller = () => document.querySelector('form.caller a')?.textContent

/** The form that was refused or held back; `undefined`: it cannot be told. */
function refused() {
  const forms = [...document.querySelectorAll('main form[method="post"]')]
  const faulty = forms.filter((form) => form.querySelector('[aria-invalid]'))
  const filled = faulty.length ? faulty : forms.filter((form) => fields(form).length)
  return filled.length === 1 ? filled[0] : undefined
}

/**
 * The page of a form that was refused or held back is the answer to a POST, which the browser asks about
 * before it shows it again, and may stand at an address that cannot be read. It becomes a page like the
 * others, with what was typed kept in the history; where that is too much, all stays as it is.
 */
function keep(address) {
  const { responseStatus } = performance.getEntriesByType('navigation')[0] ?? {}
  const form = responseStatus >= 400 ? refused() : undefined
  if (!form) {
    if (new URL(address, location).pathname !== location.pathname) history.replaceState(null, '', address)
    return
  }
  const typed = fields(form).map((field) => [known(field), field.value, field.checked === true])
  const had = seen(form).map(({ name, value }) => [name, value])
  try {
    history.replaceState({ typed, had, caller: caller() }, '', address)
  } catch {
    // It is more than the browser keeps.
  }
}

/**
 * Puts back what was typed, for whoever typed it, and what had been seen then; a text that the browser's
 * own picker cannot show is shown as one.
 */
function recall({ typed, had, caller: whose }) {
  if (whose !== caller()) return
  const kept = new Map(typed.map(([name, ...rest]) => [name, rest]))
  const before = new Map(had)
  for (const form of document.querySelectorAll('main form[method="post"]')) {
    const own = fields(form).filter((field) => kept.has(known(field)))
    if (!own.length) continue
    for (const field of seen(form)) field.value = before.get(field.name) ?? field.value
    for (const field of own) {
      const [value, checked] = kept.get(known(field))
      if (['radio', 'checkbox'].includes(field.type)) {
        field.checked = checked
        continue
      }
      field.value = value
      if (field.value === value || field.tagName !== 'INPUT') continue
      field.type = 'text'
      field.value = value
    }
  }
}

const own = document.querySelector('[data-address]')?.dataset.address
const left = history.state
if (own) keep(own)

localize(document)
count()
setInterval(count, 10000)
follow()
document.querySelectorAll('input[name="timezone"]').forEach(offerZones)
if (own && left?.typed) recall(left)
document.querySelectorAll('form[data-preview]').forEach(preview)
document.querySelectorAll('form[data-shows]').forEach(showSent)
document.querySelectorAll('[data-upload]').forEach(upload)
document.querySelectorAll('[data-line]').forEach(point)
// The notice was read; reloading the page should not say it again.
if (location.search.includes('notice=')) {
  const address = new URL(location)
  address.searchParams.delete('notice')
  address.searchParams.delete('of')
  history.replaceState(null, '', address)
}
