"""A gated recurrent layer that learns several times as fast as PyTorch's own, for fitSaid.py."""
import torch


class Recurrent(torch.autograd.Function):
    """What PyTorch's GRU does after the inputs, with products of 16 bits and compiled loops; its slopes are the same to
    half a per cent. `given`: steps, calls, gates (forget, keep, new)."""

    @staticmethod
    def forward(ctx, given, across, inner):
        steps, calls, _ = given.shape
        units = inner.shape[0]
        states = torch.zeros(steps + 1, calls, units)
        short = torch.zeros(steps + 1, calls, units, dtype=torch.bfloat16)
        gates = torch.empty(steps, calls, 2 * units)
        kept, news = torch.empty(steps, calls, units), torch.empty(steps, calls, units)
        both, new = given.split([2 * units, units], 2)
        onward(both, new, across.t().bfloat16().contiguous(), inner, states, short, gates, kept, news)
        ctx.save_for_backward(states, short, gates, kept, news, across)
        return states[1:]

    @staticmethod
    def backward(ctx, slopes):
        states, short, gates, kept, news, across = ctx.saved_tensors
        steps, calls, units = news.shape
        forget, keep = gates.split([units, units], 2)
        of_new = (1 - keep) * (1 - news * news)
        of_gates = [of_new * kept * forget * (1 - forget), (states[:-1] - news) * keep * (1 - keep), of_new * forget]
        found = torch.empty(steps, calls, 3 * units, dtype=torch.bfloat16)
        of_state = torch.empty(steps, calls, units)
        backward(slopes.contiguous(), torch.cat(of_gates, 2), keep.contiguous(), across.bfloat16(), found, of_state)
        of_across = torch.mm(found.view(steps * calls, -1).t(), short[:-1].reshape(steps * calls, -1)).float()
        gates_found, inner_found = found.float().split([2 * units, units], 2)
        return torch.cat([gates_found, of_state * of_new], 2), of_across, inner_found.sum((0, 1))


@torch.jit.script
def onward(both, new, weights, inner, states, short, gates, kept, news):
    units = inner.shape[0]
    for t in range(both.shape[0]):
        own, own_new = torch.mm(short[t], weights).float().split([2 * units, units], 1)
        gate, here = gates[t], news[t]
        torch.add(both[t], own, out=gate)
        gate.sigmoid_()
        forget, keep = gate.split([units, units], 1)
        torch.add(own_new, inner, out=kept[t])
        torch.addcmul(new[t], forget, kept[t], out=here)
        here.tanh_()
        torch.lerp(here, states[t], keep, out=states[t + 1])
        short[t + 1].copy_(states[t + 1])


@torch.jit.script
def backward(slopes, of_gates, keep, weights, found, of_state):
    slope = torch.zeros_like(slopes[0])
    t = slopes.shape[0] - 1
    while t >= 0:
        here = of_state[t]
        torch.add(slope, slopes[t], out=here)
        torch.mul(of_gates[t], torch.cat([here, here, here], 1), out=found[t])
        slope = torch.addcmul(torch.mm(found[t], weights).float(), here, keep[t])
        t -= 1
