<?php

declare(strict_types=1);

/**
 * An exact decimal: whole + fraction / 10^8. The fraction is 0 or more, so -12.5 is whole -13 and fraction 50,000,000. All
 * 26 digits together would not fit PHP's 64-bit integers; the two halves and their sums do.
 */
final class Amount
{
    private const ONE = 100_000_000;
    private const BOUND = 1_000_000_000_000_000_000;

    private function __construct(public readonly int $whole, public readonly int $fraction)
    {
    }

    /** The amount that a text spells, or null. */
    public static function parse(string $text): ?self
    {
        if (preg_match('/\A(-?)([0-9]{1,18})(?:\.([0-9]{1,8}))?\z/', $text, $part) !== 1) {
            return null;
        }
        $amount = new self((int) $part[2], (int) str_pad($part[3] ?? '', 8, '0'));
        return $part[1] === '-' ? $amount->negated() : $amount;
    }

    public static function zero(): self
    {
        return new self(0, 0);
    }

    public function plus(self $other): self
    {
        $fraction = $this->fraction + $other->fraction;
        $carry = $fraction >= self::ONE ? 1 : 0;
        return new self($this->whole + $other->whole + $carry, $fraction - $carry * self::ONE);
    }

    public function negated(): self
    {
        return $this->fraction === 0
            ? new self(-$this->whole, 0)
            : new self(-$this->whole - 1, self::ONE - $this->fraction);
    }

    /** Below 0, 0 or above 0 as this is less than, equal to or more than the other. */
    public function compare(self $other): int
    {
        return [$this->whole, $this->fraction] <=> [$other->whole, $other->fraction];
    }

    /** More than 18 digits before the point. */
    public function isOutOfRange(): bool
    {
        return $this->whole >= self::BOUND || $this->whole < -self::BOUND
            || ($this->whole === -self::BOUND && $this->fraction === 0);
    }

    /** In shortest form: 0, -12.5. */
    public function __toString(): string
    {
        $isNegative = $this->whole < 0;
        $size = $isNegative ? $this->negated() : $this;
        $digits = $size->fraction === 0 ? '' : rtrim('.' . str_pad((string) $size->fraction, 8, '0', STR_PAD_LEFT), '0');
        return ($isNegative ? '-' : '') . $size->whole . $digits;
    }
}
