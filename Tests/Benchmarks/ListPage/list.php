<?php
// The page of Templates/traces/list.mustache, from the same database by the same statements, for
// `make bench`. Only what is constant for the life of a process is kept from request to request.

const HOUR = 3_600_000;
const NEVER = 253_402_300_799_999;
const STATUSES = ['draft' => 'Draft', 'deployed' => 'Deployed', 'paused' => 'Paused', 'failed' => 'Failed'];
const OUTCOMES = [
    'succeeded' => 'Succeeded', 'failed' => 'Failed', 'unknown' => 'Outcome unknown',
    'cancelled' => 'Cancelled', 'skipped' => 'Skipped',
];

function h(?string $text): string
{
    return htmlspecialchars($text ?? '', ENT_QUOTES | ENT_HTML401, 'UTF-8');
}

/** A text of somebody's as a list shows it: not too long, and nothing in it turns what is around it. */
function listed(?string $text): string
{
    if ($text !== null && strlen($text) > 300) {
        $text = preg_replace('/^(.{299}).{2,}$/us', '$1…', $text);
    }
    if ($text !== null && preg_match('/[\x00-\x1F\x7F\xC2\xE2]/', $text)) {
        $text = preg_replace('/[\x00-\x1F\x7F-\x{9F}\x{2028}-\x{202E}\x{2066}-\x{2069}]/u', '�', $text);
    }
    return h($text);
}

/** The session that the cookie proves. Reprise notes the last use, once a minute; this only reads. */
function session(PDO $db, int $now): ?array
{
    $secret = $_COOKIE['reprise'] ?? null;
    if ($secret === null) {
        return null;
    }
    $statement = $db->prepare(
        'SELECT s.id, s.secret_hash, s.user_id, a.is_administrator, s.created_at, s.last_used_at
         FROM sessions AS s JOIN accounts AS a ON a.name = s.user_id WHERE s.secret_hash = ?');
    $statement->bindValue(1, hash('sha256', $secret, true), PDO::PARAM_LOB);
    $statement->execute();
    $session = $statement->fetch(PDO::FETCH_NUM);
    return $session && $now - $session[5] < 12 * HOUR && $now - $session[4] < 14 * 24 * HOUR
        ? $session : null;
}

/** What the session's forms carry against cross-site posts. */
function form_token(string $session): string
{
    $signature = hash_hmac('sha256', "form:$session", hex2bin($_SERVER['REPRISE_KEY']), true);
    return rtrim(strtr(base64_encode($signature), '+/', '-_'), '=');
}

/** Seconds as the zone's clocks show them. */
function local(int $seconds, string $zone, string $format): string
{
    static $clocks = [];
    $clock = $clocks[$zone] ??= new DateTime(timezone: new DateTimeZone($zone));
    return $clock->setTimestamp($seconds)->format($format);
}

function pair(int $count, string $unit, int $rest, string $smaller): string
{
    return $rest === 0 ? "$count $unit" : "$count $unit $rest $smaller";
}

/** How far an instant is from now, both in milliseconds. */
function relative(int $now, int $instant): string
{
    $distance = $instant - $now;
    $minutes = intdiv(abs($distance) + ($distance > 0 ? 59_999 : 0), 60_000);
    if ($minutes === 0) {
        return $distance > 0 ? 'now' : 'just now';
    }
    $words = match (true) {
        $minutes < 60 => "$minutes min",
        $minutes < 1440 => pair(intdiv($minutes, 60), 'h', $minutes % 60, 'min'),
        $minutes < 2880 => pair(1, 'day', intdiv($minutes, 60) % 24, 'h'),
        $minutes < 86_400 => intdiv($minutes, 1440) . ' days',
        $minutes < 1_051_200 => intdiv($minutes, 43_200) . ' months',
        default => intdiv($minutes, 525_600) . ' years',
    };
    return $distance > 0 ? "in $words" : "$words ago";
}

/** Where a run stands that goes on. */
function phase(?string $holder, int $due, ?int $retry, int $now): array
{
    $wait = $due <= $now ? null
        : ($due - $now < 60_000 ? 'in ' . intdiv($due - $now + 999, 1000) . ' s' : relative($now, $due));
    return match (true) {
        $holder !== null && $holder !== '' => ['running', 'Running', null],
        $due === NEVER => ['waiting', 'Waiting', 'for the run before it to end'],
        $holder === '' && $retry !== $due => ['waiting', 'Waiting', 'for its turn'],
        $wait !== null => ['waiting', 'Waiting', ($holder === null ? 'for its start, ' : 'for its next attempt, ') . $wait],
        default => ['waiting', 'Waiting', 'for a free place'],
    };
}

/** An instant in milliseconds. */
function moment(int $instant, string $zone, int $now, bool $next = false): string
{
    $seconds = intdiv($instant, 1000);
    $exact = $zone === 'UTC'
        ? gmdate('D j M Y, H:i \U\T\C', $seconds) : local($seconds, $zone, 'D j M Y, H:i T');
    return '<time datetime="' . gmdate('Y-m-d\TH:i\Z', $seconds) . "\" title=\"$exact\" data-"
        . ($next ? 'next>' : 'relative>')
        . ($next && $instant <= $now ? 'due now' : relative($now, $instant)) . '</time>';
}

/** An instant in milliseconds, without a word of how far it is. */
function exact(int $instant): string
{
    $seconds = intdiv($instant, 1000);
    return '<time datetime="' . gmdate('Y-m-d\TH:i\Z', $seconds) . '">'
        . gmdate('D j M Y, H:i \U\T\C', $seconds) . '</time>';
}

/** The day of an instant, which the database has as RFC 3339 in UTC. */
function day(?string $instant, string $zone): string
{
    if ($instant === null || $instant === '') {
        return '';
    }
    // Cut out: strtotime takes long over the Z, and the page half as long again with it.
    [$year, $month, $day, $hour, $minute] = [
        substr($instant, 0, 4), (int) substr($instant, 5, 2), (int) substr($instant, 8, 2),
        (int) substr($instant, 11, 2), (int) substr($instant, 14, 2),
    ];
    $seconds = gmmktime($hour, $minute, 0, $month, $day, (int) $year);
    $exact = $zone === 'UTC'
        ? gmdate('D j M Y, H:i \U\T\C', $seconds) : local($seconds, $zone, 'D j M Y, H:i T');
    $date = substr($exact, 4, strpos($exact, ',') - 4);
    return '<time datetime="' . substr($instant, 0, 16) . "Z\" title=\"$exact\" data-date>$date</time>";
}

/** A link of the list to itself. */
function path(?string $status, int $limit, int $offset): string
{
    $query = array_filter([
        'status' => $status, 'limit' => $limit === 50 ? null : $limit, 'offset' => $offset ?: null,
    ]);
    return $query ? '/traces?' . http_build_query($query) : '/traces';
}

$now = (int) (microtime(true) * 1000);
$db = new PDO("sqlite:$_SERVER[REPRISE_DATABASE]", options: [
    PDO::ATTR_PERSISTENT => true, PDO::SQLITE_ATTR_OPEN_FLAGS => PDO::SQLITE_OPEN_READONLY,
]);
$session = session($db, $now);
if ($session === null) {
    header('Location: /sign-in?next=' . rawurlencode($_SERVER['REQUEST_URI']), true, 303);
    exit;
}
[$sessionID, , $caller, $isAdministrator] = $session;

$limit = (int) ($_GET['limit'] ?? 50);
$offset = (int) ($_GET['offset'] ?? 0);
$status = $_GET['status'] ?? null;
if ($limit < 1 || $limit > 100 || $offset < 0 || ($status !== null && !isset(STATUSES[$status]))) {
    http_response_code(422);
    exit;
}

$terms = $arguments = [];
if (!$isAdministrator) {
    $terms[] = 't.user_id = ?';
    $arguments[] = $caller;
}
if ($status !== null) {
    $terms[] = 't.deployment_status = ?';
    $arguments[] = $status;
}
$where = $terms ? 'WHERE ' . implode(' AND ', $terms) : '';
$statement = $db->prepare(
    "SELECT t.id, t.user_id, t.provider_id, t.thread_id, substr(t.name, 1, 301), a.entry_count,
       a.step_count, t.deployment_status, substr(a.status_reason, 1, 301), t.schedule_type, NULL,
       NULL, substr(a.schedule_summary, 1, 301), a.version, a.changed, a.next_run_at, a.last_run_id,
       a.last_outcome, a.last_finished_at, t.deployed_at, t.created_at, t.updated_at,
       a.default_name, a.time_zone, t.created_at, t.sequence, r.id, o.claimed_by, o.due_at,
       CASE WHEN o.claimed_by = '' THEN
         (SELECT retry_at FROM steps WHERE occurrence_id = o.id ORDER BY number DESC LIMIT 1) END
     FROM automation_traces AS t JOIN automations AS a ON a.trace_id = t.id
     LEFT JOIN occurrences AS o ON o.id = (
       SELECT id FROM occurrences WHERE trace_id = t.id AND outcome IS NULL
       ORDER BY claimed_by IS NULL, claimed_by = '', due_at, id LIMIT 1)
     LEFT JOIN runs AS r ON r.occurrence_id = o.id $where
     ORDER BY t.created_at DESC, t.sequence DESC LIMIT ? OFFSET ?");
$statement->execute([...$arguments, $limit + 1, $offset]);
$rows = array_slice($statement->fetchAll(PDO::FETCH_NUM), 0, $limit);
$statement = $db->prepare("SELECT count(*) FROM automation_traces AS t $where");
$statement->execute($arguments);
$total = $statement->fetchColumn();
$end = $offset + count($rows);
$statement = $db->prepare(
    'SELECT user_id, reason, since, until FROM stops
     WHERE user_id IN (SELECT value FROM json_each(?)) AND trace_id IS NULL
       AND (until IS NULL OR until > ?)');
$statement->execute([json_encode(array_values(array_unique([$caller, ...array_column($rows, 1)]))), $now]);
$pauses = [];
foreach ($statement->fetchAll(PDO::FETCH_NUM) as [$owner, $reason, $since, $until]) {
    $pauses[$owner] = [$reason, $since, $until];
}
$pause = $pauses[$caller] ?? null;
$isLive = false;
foreach ($rows as $row) {
    $isLive = $isLive || $row[28] !== null && ($row[27] !== null || $row[28] <= $now);
}
$formKey = bin2hex(random_bytes(16));

header('Content-Type: text/html; charset=utf-8');
header("Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
header('X-Content-Type-Options: nosniff');
header('Referrer-Policy: same-origin');
header('Cross-Origin-Opener-Policy: same-origin');
header('Cross-Origin-Resource-Policy: same-origin');
header('Cache-Control: no-store');

require __DIR__ . '/list.html.php';
