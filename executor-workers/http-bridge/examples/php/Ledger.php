<?php

declare(strict_types=1);

/** What the service decides against; the message is the error code. Nothing has changed. */
final class Refused extends Exception
{
}

/** An account: what is on it, and how far it may be overdrawn. */
final class Account
{
    private function __construct(
        public readonly Amount $balance,
        private readonly string $overdraft,
        private readonly ?Amount $floor
    ) {
    }

    /** A fresh account, or null when the overdraft is no word that we know and no amount of 0 or more. */
    public static function opened(string $overdraft): ?self
    {
        if ($overdraft === 'unlimited') {
            return new self(Amount::zero(), $overdraft, null);
        }
        $limit = $overdraft === 'none' ? Amount::zero() : Amount::parse($overdraft);
        if ($limit === null || $limit->compare(Amount::zero()) < 0) {
            return null;
        }
        return new self(Amount::zero(), $overdraft === 'none' ? $overdraft : (string) $limit, $limit->negated());
    }

    /** An account as state keeps it. */
    public static function decode(string $value): self
    {
        [$balance, $overdraft] = explode('|', $value);
        return self::opened($overdraft)->moved(Amount::parse($balance));
    }

    public function encode(): string
    {
        return $this->balance . '|' . $this->overdraft;
    }

    public function moved(Amount $by): self
    {
        return new self($this->balance->plus($by), $this->overdraft, $this->floor);
    }

    public function isBelowFloor(): bool
    {
        return $this->floor !== null && $this->balance->compare($this->floor) < 0;
    }
}

/** The account service (docs/accounts.md): operations on the accounts of one ledger. */
final class Ledger
{
    private const MEMBERS = [
        'OPEN' => ['account', 'overdraft'],
        'GET' => ['account'],
        'INCREMENT' => ['account', 'amount'],
        'TRANSFER' => ['amount', 'from', 'to'],
    ];
    private const NAMES = ['account', 'from', 'to'];
    private const LONGEST_NAME = 128;

    private string $ledger = '';

    public function __construct(private readonly Accounts $accounts)
    {
    }

    /**
     * Runs a request.
     *
     * @return array{array, array<string, string>} the output, and the values to write by key
     * @throws Refused
     */
    public function execute(string $ledger, string $operation, string $contentType, string $body): array
    {
        $members = $contentType === 'application/json' && !str_contains($ledger, "\0") && str_starts_with($body, '{')
            ? json_decode($body, true)
            : null;
        $this->require(is_array($members), 'BAD_REQUEST');
        $this->require(isset(self::MEMBERS[$operation]), 'UNKNOWN_OPERATION');
        $this->require($this->fits($members, self::MEMBERS[$operation]), 'BAD_REQUEST');
        $this->ledger = $ledger;
        return match ($operation) {
            'OPEN' => $this->open($members['account'], $members['overdraft']),
            'GET' => [$this->shown($members['account'], $this->find($members['account'])), []],
            'INCREMENT' => $this->increment($members['account'], Amount::parse($members['amount'])),
            'TRANSFER' => $this->transfer($members['from'], $members['to'], Amount::parse($members['amount'])),
        };
    }

    private function open(string $name, string $overdraft): array
    {
        $account = Account::opened($overdraft);
        $this->require($account !== null, 'BAD_AMOUNT');
        $this->require($this->accounts->read($this->key($name)) === null, 'ALREADY_OPEN');
        return [$this->shown($name, $account), [$this->key($name) => $account->encode()]];
    }

    private function increment(string $name, ?Amount $amount): array
    {
        $this->require($amount !== null, 'BAD_AMOUNT');
        $account = $this->find($name)->moved($amount);
        $this->require(!$account->isBelowFloor(), 'INSUFFICIENT_FUNDS');
        $this->require(!$account->balance->isOutOfRange(), 'OUT_OF_RANGE');
        return [$this->shown($name, $account), [$this->key($name) => $account->encode()]];
    }

    private function transfer(string $from, string $to, ?Amount $amount): array
    {
        $this->require($amount !== null && $amount->compare(Amount::zero()) > 0, 'BAD_AMOUNT');
        $this->require($from !== $to, 'SAME_ACCOUNT');
        $payer = $this->find($from)->moved($amount->negated());
        $payee = $this->find($to)->moved($amount);
        $this->require(!$payer->isBelowFloor(), 'INSUFFICIENT_FUNDS');
        $this->require(!$payer->balance->isOutOfRange() && !$payee->balance->isOutOfRange(), 'OUT_OF_RANGE');
        return [
            ['from' => $this->shown($from, $payer), 'to' => $this->shown($to, $payee)],
            [$this->key($from) => $payer->encode(), $this->key($to) => $payee->encode()],
        ];
    }

    private function find(string $name): Account
    {
        $value = $this->accounts->read($this->key($name));
        $this->require($value !== null, 'UNKNOWN_ACCOUNT');
        return Account::decode($value);
    }

    private function shown(string $name, Account $account): array
    {
        return ['account' => $name, 'balance' => (string) $account->balance];
    }

    private function key(string $name): string
    {
        return $this->ledger . "\0" . $name;
    }

    /** Exactly these members, all of them texts, those that name accounts being names. */
    private function fits(array $members, array $wanted): bool
    {
        if (count($members) !== count($wanted)) {
            return false;
        }
        foreach ($wanted as $member) {
            $value = $members[$member] ?? null;
            if (!is_string($value) || (in_array($member, self::NAMES, true) && !$this->isName($value))) {
                return false;
            }
        }
        return true;
    }

    private function isName(string $text): bool
    {
        return $text !== '' && strlen($text) <= self::LONGEST_NAME && !str_contains($text, "\0");
    }

    private function require(bool $condition, string $error): void
    {
        if (!$condition) {
            throw new Refused($error);
        }
    }
}
