<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Traces – Reprise</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
<script src="/script.js" defer></script>
</head>
<body data-sign-in="/sign-in">
<a class="skip" href="#main">Skip to the content</a>
<header class="bar">
<a class="brand" href="/traces"><img src="/icon.svg" width="28" height="28" alt="">Reprise</a>
<nav aria-label="Main">
<a href="/traces" aria-current="true">Traces</a>
<a href="/runs">Runs</a>
<a href="/traces/new">New trace</a>
</nav>
<form class="caller" method="post" action="/sign-out">
<a href="/account" title="Your account"><bdi><?= h($caller) ?></bdi></a>
<button class="plain" name="csrf" value="<?= h(form_token($sessionID)) ?>">Sign out</button>
</form>
</header>
<main id="main" tabindex="-1">
<div class="top" data-follow="<?= $isLive ? 3 : 15 ?>" data-address="/traces">
<h1>Traces</h1>
<div class="actions" id="actions" data-refresh>
<?php if (!$pause): ?>
<a class="button" href="/pause">Pause everything…</a>
<?php endif ?>
<a class="button primary" href="/traces/new">New trace</a>
</div>
</div>
<div id="pause" data-refresh>
<?php if ($pause): [$reason, $since, $until] = $pause ?>
<section class="note warn banner" aria-label="Pause of everything">
<p><strong>All your automations are paused<?php if ($until !== null): ?> until <?= exact($until) ?><?php endif ?>:</strong> <bdi><?= h(substr($reason, strlen('Everything was paused: '))) ?></bdi> <span class="small">Paused <?= moment($since, 'UTC', $now) ?><?php if ($until === null): ?>, until somebody resumes them<?php endif ?>.</span></p>
<form method="post" action="/pause/end"><input type="hidden" name="idempotency_key" value="<?= h($formKey) ?>"><button name="csrf" value="<?= h(form_token($sessionID)) ?>">Resume everything</button></form>
</section>
<?php endif ?>
</div>
<nav class="tabs" aria-label="Filter by status">
<?php foreach (['' => 'All', ...STATUSES] as $name => $words): ?>
<a href="<?= h(path($name ?: null, $limit, 0)) ?>"<?= $name === ($status ?? '') ? ' aria-current="page"' : '' ?>><?= $words ?></a>
<?php endforeach ?>
</nav>
<div id="list" data-refresh>
<?php if ($rows): ?>
<table class="cards traces">
<thead>
<tr><th scope="col">Name</th><th scope="col">Status</th><th scope="col">Schedule</th><th scope="col">Next run</th><th scope="col">Last run</th><th scope="col">Deployed</th><th scope="col">Created</th></tr>
</thead>
<tbody>
<?php
foreach ($rows as [$id, $owner, , , $name, , $steps, $state, $reason, , , , $schedule, , , $next, $run, $outcome, $finished, $deployed, $created, , $doing, $zone, , , $current, $holder, $due, $retry]):
    $zone ??= 'UTC';
    $rest = $pauses[$owner] ?? null;
    $covered = $next !== null && $rest && ($rest[2] === null || $next < $rest[2]);
    [$kind, $words] = $rest && $state === 'deployed' ? ['paused', 'Everything paused'] : [$state, STATUSES[$state]];
?>
<tr id="t-<?= h($id) ?>">
<td><a href="/traces/<?= h($id) ?>"><bdi><?= listed($name === null || trim($name) === '' ? $doing : $name) ?></bdi></a> <small><?= match ($steps) { 0 => 'no step', 1 => '1 step', default => "$steps steps" } ?><?php if ($owner !== $caller): ?> · <bdi><?= listed($owner) ?></bdi><?php endif ?></small></td>
<td><?php if ($state === 'draft'): ?><small>Draft</small><?php else: ?><span class="badge <?= $kind ?>"><?= $words ?></span><?php if ($kind !== $state): ?> <small>Deployed</small><?php endif ?><?php endif ?><?php if ($state === 'failed' && $reason !== null): ?> <small class="line"><bdi><?= listed($reason) ?></bdi></small><?php endif ?></td>
<td><?= listed($schedule) ?></td>
<td><?= $next === null || $covered ? '' : moment($next, $zone, $now, true) ?><?php if ($covered): ?><small>not before the pause ends</small><?php endif ?></td>
<td><?php if ($due !== null): [$kind, $words, $wait] = phase($holder, $due, $retry, $now) ?><?php if ($current === null): ?><span class="outcome <?= $kind ?>"><?= $words ?></span><?php else: ?><a class="outcome <?= $kind ?>" href="/runs/<?= h($current) ?>"><?= $words ?></a><?php endif ?><?php if ($wait !== null): ?> <small><?= $wait ?></small><?php endif ?><?php endif ?><?php if ($run !== null): ?> <a class="outcome <?= $outcome ?>" href="/runs/<?= h($run) ?>"><?= OUTCOMES[$outcome] ?></a> <small><?= moment($finished, $zone, $now) ?></small><?php endif ?></td>
<td><?= day($deployed, $zone) ?></td>
<td><?= day($created, $zone) ?></td>
</tr>
<?php endforeach ?>
</tbody>
</table>
<?php endif ?>
<?php if ($offset > 0 || $total > count($rows)): ?>
<nav class="pages" aria-label="Pages">
<?php if ($offset > 0): ?><a class="button" rel="prev" href="<?= h(path($status, $limit, max(min($offset, $total) - $limit, 0))) ?>">Newer</a><?php endif ?>

<p><?php if ($rows): ?><?= $offset + 1 ?>–<?= $end ?> of <?php endif ?><?= $total ?></p>
<?php if ($rows && $end < $total): ?><a class="button" rel="next" href="<?= h(path($status, $limit, $end)) ?>">Older</a><?php endif ?>

</nav>
<?php endif ?>
</div>
</main>
<footer class="foot"><p>Reprise runs again what went well once.</p></footer>
</body>
</html>
