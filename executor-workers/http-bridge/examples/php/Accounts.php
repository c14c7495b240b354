<?php

declare(strict_types=1);

/**
 * The accounts of a partition, a file each: PHP's server keeps nothing in memory from one request to the next. Nothing is
 * forced to disk; after a crash the bridge starts with an empty directory and replays. Values stand at a fixed width, so
 * that they are written over in place: to cut a file off and write it anew is what costs time.
 */
final class Accounts
{
    /** Longer than any balance and overdraft together. */
    private const WIDTH = 64;

    public function __construct(private readonly string $directory)
    {
    }

    /** The value under a key, or null. */
    public function read(string $key): ?string
    {
        $value = @file_get_contents($this->file($key));
        return $value === false ? null : rtrim($value, ' ');
    }

    /** Puts values under their keys. */
    public function write(array $writes): void
    {
        foreach ($writes as $key => $value) {
            $this->put((string) $key, $value);
        }
    }

    /** Takes a whole state: base64url of key, a colon, base64url of value, a line each. */
    public function restore(string $lines): void
    {
        foreach (explode("\n", $lines) as $line) {
            if ($line !== '') {
                [$key, $value] = explode(':', $line);
                $this->put(self::decode($key), self::decode($value));
            }
        }
    }

    private function put(string $key, string $value): void
    {
        $file = fopen($this->file($key), 'c');
        if ($file === false || fwrite($file, str_pad($value, self::WIDTH)) !== self::WIDTH || !fclose($file)) {
            throw new RuntimeException('cannot keep an account');
        }
    }

    private function file(string $key): string
    {
        return $this->directory . '/' . hash('sha256', $key);
    }

    private static function decode(string $text): string
    {
        return (string) base64_decode(strtr($text, '-_', '+/'), true);
    }
}
