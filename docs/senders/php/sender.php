<?php // php sender.php URL FLAG CHANGE_ID: announces a changed flag; the secret is in FLAGHOOK_SECRET.
declare(strict_types=1);

function deliver(string $url, string $secret, array $payload): array
{
    $body = json_encode($payload, JSON_THROW_ON_ERROR); // once: the same bytes are signed and sent
    $http = ['method' => 'POST', 'content' => $body, 'timeout' => 30, 'ignore_errors' => true,
             'follow_location' => 0, 'header' => [
                 'Content-Type: application/json',
                 'X-Sentry-Signature: ' . hash_hmac('sha256', $body, $secret)]];
    for ($attempt = 0; $attempt < 5; $attempt++) {
        $stream = @fopen($url, 'r', false, stream_context_create(['http' => $http]));
        $answer = $stream ? stream_get_contents($stream) : false;
        if ($answer === false || stream_get_meta_data($stream)['timed_out']) {
            return ['unknown', 'no answer'];
        }
        $head = implode("\n", stream_get_meta_data($stream)['wrapper_data']);
        $status = (int) explode(' ', $head)[1];
        if (preg_match('/^Content-Length: *(\d+)/mi', $head, $length) && strlen($answer) < (int) $length[1]) {
            return ['unknown', 'the answer is cut off']; // PHP does not detect this
        }
        if ($status === 429 || $status === 503) {
            $known = preg_match('/^Retry-After: *(\d+)\s*$/mi', $head, $after);
            sleep($known ? min((int) $after[1], 300) : 60);
        } elseif ($status >= 200 && $status < 300 && $answer === '') {
            return ['recorded', ''];
        } else {
            $refused = in_array($status, [200, 400, 401, 404, 413, 415], true);
            return [$refused ? 'refused' : 'unknown', "$status $answer"];
        }
    }
    return ['later', 'the server is busy'];
}

$secret = getenv('FLAGHOOK_SECRET');
$id = filter_var($argv[3], FILTER_VALIDATE_INT); // 64 bits; a larger one would become a double
if (!$secret || $id === false) {
    fwrite(STDERR, "FLAGHOOK_SECRET and a 64-bit CHANGE_ID are needed\n");
    exit(2);
}
$change = ['action' => 'updated', 'change_id' => $id, 'created_at' => gmdate('Y-m-d\TH:i:sP'),
           'created_by' => ['id' => 'jane@example.com', 'type' => 'email'], 'flag' => $argv[2]];
[$outcome, $words] = deliver($argv[1], $secret, ['data' => [$change], 'meta' => ['version' => 1]]);
echo "$outcome $words\n";
exit($outcome === 'recorded' ? 0 : 1);
