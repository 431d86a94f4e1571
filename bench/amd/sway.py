"""Every time a call is heard it is another voice over another line, for fitSaid.py."""
import math

import torch

# 6.4 s of speech: by then nearly every call is decided.
LONGEST_STEPS = 160
# How much a call sways.
THROAT = 0.14
# A mouth of another shape: the middle of the bands lies so many higher or lower; and those between it and the ends.
MOUTH = 0.4
MOUTH_BETWEEN = 0.25
# Sharper or blunter formants.
FORMANTS = 0.15
TEMPO = 0.1
CALL = 0.15
LOOK = 0.1
NOISE_SHARE = 0.2
LOST_SHARE = 0.25
LOST = 0.08
LOST_GOES_ON = 0.5


def swayed(looks, steps, mel, random):
    """Another throat, pace, handset and room; and noise beside them."""
    bands = len(mel)
    calls, longest, inputs = looks.shape
    # Of each step the bands of its looks, then their levels, then the pause before.
    each = (inputs - 1) // (bands + 1)

    def bell(*shape):
        return torch.randn(*shape, generator=random)

    def even(*shape):
        return torch.rand(*shape, generator=random)

    # A smaller throat: what lay at f lies at f·size.
    size = torch.exp((2 * even(calls) - 1) * THROAT)
    hertz = 700 * (10 ** (mel / 2595) - 1)
    wanted = 2595 * torch.log10(1 + hertz[None] / size[:, None] / 700)
    where = (wanted - mel[0]) / (mel[1] - mel[0])
    along = torch.linspace(0, 1, bands)
    mouth = MOUTH * bell(calls, 1) * torch.sin(math.pi * along) + MOUTH_BETWEEN * bell(calls, 1) * torch.sin(2 * math.pi * along)
    where = (where + mouth).clamp(0, bands - 1)
    low = where.floor().clamp(max=bands - 2)
    share = (where - low)[:, None, None, :]
    low = low.long()[:, None, None, :].expand(calls, longest, each, bands)
    levels = looks[:, :, :each * bands].reshape(calls, longest, each, bands)
    levels = torch.gather(levels, 3, low) * (1 - share) + torch.gather(levels, 3, low + 1) * share
    middle = levels.mean(3, keepdim=True)
    levels = middle + torch.exp(FORMANTS * bell(calls, 1, 1, 1)) * (levels - middle)
    level = looks[:, :, each * bands:each * (bands + 1)].reshape(calls, longest, each, 1)

    # Noise of some colour, a few dB or many below the loudest of the call; levels are told in 15 dB, 1 is the whole.
    noisy = (even(calls) < NOISE_SHARE)[:, None, None, None]
    of_call = -5 - 35 * even(calls, 1)
    colour = 5 * bell(calls, 1) * torch.linspace(-1, 1, bands)[None] + 2 * bell(calls, bands) - 10 * math.log10(bands)
    there = (of_call + colour)[:, None, None, :] - 15 * (level - 1) + 1.5 * bell(calls, longest, each, bands)
    ten = math.log(10) / 10
    mixed = torch.logaddexp(15 * (levels - 1) * ten, there * ten) / ten
    whole = torch.logsumexp(mixed * ten, 3, keepdim=True) / ten
    mixed = (mixed - whole).clamp(min=-30) / 15 + 1
    levels = torch.where(noisy, mixed, levels)
    level = torch.where(noisy, (level + whole / 15).clamp(-1, 1), level)

    tilt = CALL * bell(calls, 1) * torch.linspace(-1, 1, bands)[None]
    bow = CALL * bell(calls, 1) * torch.cos(2 * math.pi * along)[None]
    of_line = (CALL * bell(calls, bands) + tilt + bow)[:, None, None, :]
    levels = levels + of_line + LOOK * bell(calls, longest, each, bands)
    level = level + CALL * bell(calls, 1, 1, 1) + LOOK * bell(calls, longest, each, 1)
    flat = [part.reshape(calls, longest, -1) for part in (levels, level)]
    out = torch.cat([*flat, looks[:, :, -1:]], 2)

    # Lost packets, one or some in a row: what was heard last once more.
    lost = (even(calls) < LOST_SHARE).float()[:, None] * LOST
    begun = even(calls, longest) < lost
    goes_on = begun[:, :-1] & (even(calls, longest - 1) < LOST_GOES_ON)
    gone = begun | torch.nn.functional.pad(goes_on, (1, 0))
    index = torch.arange(longest)[None].expand(calls, longest)
    index = torch.where(gone, 0, index).cummax(1).values
    out = torch.gather(out, 1, index[:, :, None].expand(-1, -1, inputs))

    # Quicker or slower.
    tempo = torch.exp((2 * even(calls) - 1) * TEMPO)
    after = (steps / tempo).floor().clamp(min=1).long().clamp(max=LONGEST_STEPS)
    length = int(after.max())
    at = (torch.arange(length)[None] * tempo[:, None]).minimum((steps - 1).clamp(min=0)[:, None].float())
    first = at.floor().long()
    second = torch.minimum(first + 1, (steps - 1)[:, None])
    between = (at - first)[:, :, None]

    def take(which):
        return torch.gather(out, 1, which[:, :, None].expand(-1, -1, inputs))

    sounds = take(first) * (1 - between) + take(second) * between
    # A pause belongs to one look.
    pauses = torch.gather(out[:, :, -1], 1, torch.round(at).long())
    fresh = torch.cat([torch.ones(calls, 1, dtype=torch.bool), torch.round(at)[:, 1:] != torch.round(at)[:, :-1]], 1)
    sounds[:, :, -1] = torch.where(fresh, pauses, torch.zeros_like(pauses))
    return sounds, after
