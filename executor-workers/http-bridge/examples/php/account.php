<?php

/**
 * The account service over HTTP, for PHP's built-in server: one request a call, the operation and the ledger in headers, JSON
 * in the body. The bridge tells it nothing that an ordinary service would not be told; it tells the bridge what it writes.
 */

declare(strict_types=1);

require __DIR__ . '/Amount.php';
require __DIR__ . '/Accounts.php';
require __DIR__ . '/Ledger.php';

const JSON = 'application/json';
/** Bytes that an answer may have, each write counted with 16 more: above that it can have no effect (PROTOCOL 3). */
const MAX_ANSWER = 458_752;
const WRITE_OVERHEAD = 16;

function json(array $body): string
{
    return json_encode(
        $body,
        JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_LINE_TERMINATORS | JSON_UNESCAPED_SLASHES
    );
}

/** Whether the log could not carry the answer. */
function isTooLarge(array $body, array $writes): bool
{
    $size = strlen(JSON) + strlen(json($body));
    foreach ($writes as $key => $value) {
        $size += strlen((string) $key) + strlen($value) + WRITE_OVERHEAD;
    }
    return $size > MAX_ANSWER;
}

/** An HTTP answer with a JSON body. */
function respond(int $status, array $body, array $writes = []): void
{
    http_response_code($status);
    header('Content-Type: ' . JSON);
    if ($writes !== []) {
        header('Tribunal-Writes: ' . implode(',', array_map(
            fn (string $key): string => base64url((string) $key) . ':' . base64url($writes[$key]),
            array_keys($writes)
        )));
    }
    echo json($body);
}

function base64url(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

/** A header's percent-encoded text; empty when it is not there. */
function text(string $name): string
{
    return rawurldecode($_SERVER['HTTP_TRIBUNAL_' . $name] ?? '');
}

/** Shard key, operation, content type and body. Very long texts stand before the body. */
function request(): array
{
    $body = file_get_contents('php://input');
    if (!isset($_SERVER['HTTP_TRIBUNAL_TEXTS'])) {
        return [text('SHARD_KEY'), text('OPERATION'), text('CONTENT_TYPE'), $body];
    }
    [$first, $second, $third] = array_map('intval', explode(' ', $_SERVER['HTTP_TRIBUNAL_TEXTS']));
    return [
        substr($body, 0, $first),
        substr($body, $first, $second),
        substr($body, $first + $second, $third),
        substr($body, $first + $second + $third),
    ];
}

$accounts = new Accounts((string) getenv('TRIBUNAL_STATE_DIRECTORY'));
if (!hash_equals((string) getenv('TRIBUNAL_TOKEN'), $_SERVER['HTTP_TRIBUNAL_TOKEN'] ?? '')) {
    respond(503, ['error' => 'NOT_MY_BRIDGE']);
} elseif ($_SERVER['REQUEST_URI'] === '/restore') {
    $accounts->restore(file_get_contents('php://input'));
    respond(200, []);
} else {
    try {
        [$output, $writes] = (new Ledger($accounts))->execute(...request());
        if (isTooLarge($output, $writes)) {
            throw new Refused('TOO_LARGE');
        }
        $accounts->write($writes);
        respond(200, $output, $writes);
    } catch (Refused $refusal) {
        respond(422, ['error' => $refusal->getMessage()]);
    }
}
