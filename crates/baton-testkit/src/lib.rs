//! For tests alone: clocks, ids, scripted models, recording providers and the simulator.
